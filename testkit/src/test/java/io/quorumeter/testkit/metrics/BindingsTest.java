package io.quorumeter.testkit.metrics;

import static io.quorumeter.testkit.metrics.MetricsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.MetricDeclarationException;
import io.quorumeter.core.bind.ComponentMetrics;
import io.quorumeter.core.bind.ExecutorMetrics;
import io.quorumeter.core.bind.QueueMetrics;
import io.quorumeter.network.ChannelMetrics;
import io.quorumeter.network.ConnectionPoolMetrics;
import io.quorumeter.network.WritableChannel;
import io.quorumeter.storage.StorageMetrics;
import io.quorumeter.storage.StoreStatistics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BindingsTest {
    private final TestMetricsCollector metrics = TestMetricsCollector.create();
    private final VirtualClock clock = metrics.clock();

    /** Runs tasks when told, on the thread of the test. */
    private static final class ManualExecutor extends AbstractExecutorService {
        final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
        boolean shut;

        @Override
        public void execute(Runnable task) {
            if (shut || tasks.size() == 3) {
                throw new RejectedExecutionException("full");
            }
            tasks.add(task);
        }

        @Override
        public void shutdown() {
            shut = true;
        }

        @Override
        public List<Runnable> shutdownNow() {
            shut = true;
            return List.copyOf(tasks);
        }

        @Override
        public boolean isShutdown() {
            return shut;
        }

        @Override
        public boolean isTerminated() {
            return shut;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return shut;
        }
    }

    @Test
    void executor_tellsOfItsTasks() throws Exception {
        ManualExecutor real = new ManualExecutor();
        ExecutorService executor = ExecutorMetrics.bind(metrics, "validation", real);
        Future<Integer> fine = executor.submit(() -> {
            clock.advance(Duration.ofMillis(3));
            return 7;
        });
        Future<?> failing = executor.submit((Runnable) () -> {
            throw new IllegalStateException("as intended");
        });
        Future<?> cancelled = executor.submit(() -> 8);
        assertThatThrownBy(() -> executor.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        assertThat(metrics).gauge("hotstuff2_executor_queued_tasks").isEqualTo(3);

        clock.advance(Duration.ofMillis(10));
        cancelled.cancel(false);
        real.tasks.forEach(Runnable::run);
        org.assertj.core.api.Assertions.assertThat(fine.get()).isEqualTo(7);
        assertThatThrownBy(failing::get).isInstanceOf(ExecutionException.class);
        for (String result : List.of("ok", "failed", "rejected", "cancelled")) {
            assertThat(metrics)
                    .counter("hotstuff2_executor_tasks_total")
                    .with("result", result)
                    .isEqualTo(1);
        }
        assertThat(metrics).timer("hotstuff2_executor_wait_seconds").hasCount(2).hasSumCloseTo(0.023, 1e-9);
        assertThat(metrics).timer("hotstuff2_executor_task_seconds").hasCount(2).hasSumCloseTo(0.003, 1e-9);
        assertThat(metrics).gauge("hotstuff2_executor_queued_tasks").isZero();
        assertThat(metrics).gauge("hotstuff2_executor_active_tasks").isZero();
    }

    @Test
    void poolThatDiscards_showsItsQueueAndCountsTheRefused() throws Exception {
        ThreadPoolExecutor pool = pool(new ThreadPoolExecutor.DiscardPolicy());
        ExecutorService executor = fill(pool, 11);
        assertThat(metrics).gauge("hotstuff2_executor_queued_tasks").isEqualTo(2);
        assertTasks("rejected", 8);
        end(executor);
        assertThat(metrics).gauge("hotstuff2_executor_queued_tasks").isZero();
        assertTasks("ok", 3);
        assertTasks("rejected", 8);
    }

    @Test
    void poolThatDiscardsTheOldest_countsThoseThatItDropped() throws Exception {
        ExecutorService executor = fill(pool(new ThreadPoolExecutor.DiscardOldestPolicy()), 11);
        assertThat(metrics).gauge("hotstuff2_executor_queued_tasks").isEqualTo(2);
        assertTasks("rejected", 8);
        end(executor);
        assertTasks("ok", 3);
        assertTasks("rejected", 8);
    }

    @Test
    void poolWhoseCallersRun_countsTheirTasksAsRun() throws Exception {
        ExecutorService executor = fill(pool(new ThreadPoolExecutor.CallerRunsPolicy()), 11);
        assertThat(metrics).gauge("hotstuff2_executor_queued_tasks").isEqualTo(2);
        assertTasks("rejected", 0);
        assertTasks("ok", 8);
        end(executor);
        assertTasks("ok", 11);
        executor.execute(() -> {});
        assertTasks("rejected", 1);
    }

    @Test
    void poolWithAPolicyOfItsOwn_countsOnlyWhatThatThrowsFor() throws Exception {
        List<Runnable> kept = new ArrayList<>();
        ExecutorService executor = fill(
                pool((task, full) -> {
                    if (kept.size() == 6) {
                        throw new RejectedExecutionException("full");
                    }
                    kept.add(task);
                }),
                9);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> executor.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        }
        assertTasks("rejected", 2);
        kept.forEach(Runnable::run);
        end(executor);
        assertTasks("ok", 9);
        assertTasks("rejected", 2);
    }

    @Test
    void policyThatHandsTasksToASparePool_countsEachOnce() throws Exception {
        ExecutorService spare = Executors.newFixedThreadPool(2);
        ExecutorService executor = fill(pool((task, full) -> spare.execute(task)), 100);
        spare.shutdown();
        org.assertj.core.api.Assertions.assertThat(spare.awaitTermination(10, TimeUnit.SECONDS))
                .isTrue();
        end(executor);
        assertTasks("ok", 100);
        assertTasks("rejected", 0);
    }

    @Test
    void policyThatWaitsForRoomInTheQueue_countsNothingAsRejected() throws Exception {
        ExecutorService executor = fill(
                pool((task, full) -> {
                    gate.countDown();
                    try {
                        full.getQueue().put(task);
                    } catch (InterruptedException interrupted) {
                        throw new RejectedExecutionException(interrupted);
                    }
                }),
                200);
        end(executor);
        assertTasks("ok", 200);
        assertTasks("rejected", 0);
    }

    @Test
    void subclassOfAPolicyOfTheJdk_isAskedAndNotTakenForIt() throws Exception {
        List<Runnable> asked = new ArrayList<>();
        RejectedExecutionHandler oldest = new ThreadPoolExecutor.DiscardOldestPolicy() {
            @Override
            public void rejectedExecution(Runnable task, ThreadPoolExecutor full) {
                asked.add(task);
                super.rejectedExecution(task, full);
            }
        };
        ExecutorService executor = fill(pool(oldest), 11);
        org.assertj.core.api.Assertions.assertThat(asked).hasSize(8);
        assertTasks("rejected", 0);
        end(executor);
        assertTasks("ok", 3);
    }

    @Test
    void poolThatAborts_countsOnceAndThrows() throws Exception {
        ThreadPoolExecutor pool = pool(new ThreadPoolExecutor.AbortPolicy());
        ExecutorService executor = fill(pool, 3);
        for (int i = 0; i < 8; i++) {
            assertThatThrownBy(() -> executor.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        }
        assertThat(metrics).gauge("hotstuff2_executor_queued_tasks").isEqualTo(2);
        assertTasks("rejected", 8);
        end(executor);
        assertTasks("ok", 3);
    }

    @Test
    void forkJoinPool_showsItsQueue() throws Exception {
        ForkJoinPool pool = new ForkJoinPool(1);
        ExecutorService executor = fill(pool, 4);
        assertThat(metrics).gauge("hotstuff2_executor_queued_tasks").isEqualTo(3);
        end(executor);
        assertThat(metrics).gauge("hotstuff2_executor_queued_tasks").isZero();
        assertTasks("ok", 4);
    }

    @Test
    @SuppressWarnings("NullAway") // what is tested
    void noTask_isRefusedAsTheJdkDoes() {
        for (ExecutorService real : List.of(new ManualExecutor(), pool(new ThreadPoolExecutor.DiscardPolicy()))) {
            ExecutorService executor = ExecutorMetrics.bind(metrics, "validation", real);
            assertThatThrownBy(() -> executor.execute(null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> executor.submit((Runnable) null)).isInstanceOf(NullPointerException.class);
            executor.shutdown();
            assertThatThrownBy(() -> executor.execute(null)).isInstanceOf(NullPointerException.class);
        }
        assertThat(metrics).gauge("hotstuff2_executor_queued_tasks").isZero();
        assertTasks("rejected", 0);
    }

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);

    /** One thread, and room for two tasks. */
    private static ThreadPoolExecutor pool(RejectedExecutionHandler policy) {
        return new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(2), policy);
    }

    /** Binds an executor of one thread and gives it so many tasks, of which the first waits at the gate. */
    private ExecutorService fill(ExecutorService real, int tasks) throws InterruptedException {
        ExecutorService executor = ExecutorMetrics.bind(metrics, "validation", real);
        executor.execute(() -> {
            begun.countDown();
            try {
                gate.await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
        begun.await();
        for (int i = 1; i < tasks; i++) {
            executor.execute(() -> {});
        }
        return executor;
    }

    /** Opens the gate and has the executor finish. */
    private void end(ExecutorService executor) throws InterruptedException {
        gate.countDown();
        executor.shutdown();
        org.assertj.core.api.Assertions.assertThat(executor.awaitTermination(1, TimeUnit.MINUTES))
                .isTrue();
    }

    private void assertTasks(String result, int count) {
        assertThat(metrics)
                .counter("hotstuff2_executor_tasks_total")
                .with("result", result)
                .isEqualTo(count);
    }

    @Test
    void executorClosedDown_givesTheTasksBack() {
        ManualExecutor real = new ManualExecutor();
        ExecutorService executor = ExecutorMetrics.bind(metrics, "validation", real);
        Runnable task = () -> {};
        executor.execute(task);
        org.assertj.core.api.Assertions.assertThat(executor.shutdownNow()).containsExactly(task);
        assertThat(metrics)
                .counter("hotstuff2_executor_tasks_total")
                .with("result", "cancelled")
                .isEqualTo(1);
        assertThat(metrics).gauge("hotstuff2_executor_queued_tasks").isZero();
    }

    @Test
    void queue_isShown() {
        ArrayBlockingQueue<String> queue = new ArrayBlockingQueue<>(3);
        QueueMetrics inbox = QueueMetrics.bind(metrics, "inbox", queue);
        queue.add("message");
        inbox.rejected();
        inbox.waited(2_000_000);
        assertThat(metrics)
                .gauge("hotstuff2_queue_depth")
                .with("queue", "inbox")
                .isEqualTo(1);
        assertThat(metrics).gauge("hotstuff2_queue_remaining_capacity").isEqualTo(2);
        assertThat(metrics).counter("hotstuff2_queue_rejected_total").isEqualTo(1);
        assertThat(metrics).timer("hotstuff2_queue_wait_seconds").hasSumCloseTo(0.002, 1e-9);
    }

    @Test
    void component_tellsRateErrorsAndDuration() {
        ComponentMetrics authority = ComponentMetrics.of(metrics, "certificate_authority");
        ComponentMetrics.Operation issue = authority.operation("issue");
        authority.up(true);
        String certificate = issue.call(() -> {
            clock.advance(Duration.ofMillis(20));
            assertThat(metrics).gauge("hotstuff2_component_in_flight_requests").isEqualTo(1);
            return "certificate";
        });
        org.assertj.core.api.Assertions.assertThat(certificate).isEqualTo("certificate");
        assertThatThrownBy(() -> issue.call(() -> {
                    throw new IllegalStateException("as intended");
                }))
                .isInstanceOf(IllegalStateException.class);
        issue.succeeded(1_000_000);
        issue.failed(1_000_000, "expired");
        assertThat(metrics)
                .counter("hotstuff2_component_requests_total")
                .with("result", "ok")
                .isEqualTo(2);
        assertThat(metrics)
                .counter("hotstuff2_component_requests_total")
                .with("result", "error")
                .isEqualTo(2);
        assertThat(metrics)
                .counter("hotstuff2_component_errors_total")
                .with("error", "expired")
                .isEqualTo(1);
        assertThat(metrics)
                .counter("hotstuff2_component_errors_total")
                .with("error", "IllegalStateException")
                .isEqualTo(1);
        assertThat(metrics)
                .timer("hotstuff2_component_request_seconds")
                .hasCount(4)
                .hasSumCloseTo(0.022, 1e-9);
        assertThat(metrics).gauge("hotstuff2_component_in_flight_requests").isZero();
        assertThat(metrics).gauge("hotstuff2_component_up").isEqualTo(1);
        clock.advance(Duration.ofSeconds(2));
        assertThat(metrics).gauge("hotstuff2_component_success_ratio").isEqualTo(0.5);
    }

    @Test
    @SuppressWarnings("NullAway") // what is tested
    void component_failingForAnyReason_countsItAndDoesNotThrow() {
        ComponentMetrics.Operation issue = ComponentMetrics.of(metrics, "ca").operation("issue");
        issue.failed(1_000, null);
        issue.failed(1_000, "x".repeat(1_025));
        issue.failed(1_000, "x".repeat(1_026));
        issue.failed(1_000, "half \uD800");
        assertThatThrownBy(() -> issue.call(() -> {
                    throw new IllegalStateException("as intended") {};
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(metrics)
                .counter("hotstuff2_component_requests_total")
                .with("result", "error")
                .isEqualTo(5);
        assertErrors("unknown", 1);
        assertErrors("x".repeat(1_023) + "…", 2);
        assertErrors("half \uFFFD", 1);
        assertErrors("IllegalStateException", 1);
    }

    private void assertErrors(String error, int count) {
        assertThat(metrics)
                .counter("hotstuff2_component_errors_total")
                .with("error", error)
                .isEqualTo(count);
    }

    @Test
    void component_whoseErrorsHaveNoPlace_isRefusedWithTheFamily() {
        metrics.counter("hotstuff2_component_errors_total").with("mine", "1").create();
        ComponentMetrics authority = ComponentMetrics.of(metrics, "ca");
        assertThatThrownBy(() -> authority.operation("issue"))
                .isInstanceOf(MetricDeclarationException.class)
                .hasMessageContaining("'hotstuff2_component_errors_total'");
    }

    @Test
    void connectionPool_showsHowItIsUsed() {
        ConnectionPoolMetrics pool = ConnectionPoolMetrics.bind(metrics, "peers", 8, () -> 3, () -> 2);
        for (int i = 0; i < 3; i++) {
            pool.requested(ConnectionPoolMetrics.Result.HIT, 1_000);
        }
        pool.requested(ConnectionPoolMetrics.Result.MISS, 5_000_000);
        clock.advance(Duration.ofSeconds(2));
        assertThat(metrics)
                .gauge("hotstuff2_connection_pool_connections")
                .with("state", "active")
                .isEqualTo(3);
        assertThat(metrics)
                .gauge("hotstuff2_connection_pool_connections")
                .with("state", "idle")
                .isEqualTo(2);
        assertThat(metrics).gauge("hotstuff2_connection_pool_capacity").isEqualTo(8);
        assertThat(metrics)
                .counter("hotstuff2_connection_pool_requests_total")
                .with("result", "miss")
                .isEqualTo(1);
        assertThat(metrics).gauge("hotstuff2_connection_pool_hit_ratio").isEqualTo(0.75);
    }

    @Test
    void channel_showsBackPressure() {
        boolean[] writable = {true};
        ChannelMetrics channel = ChannelMetrics.bind(metrics, "backbone", new WritableChannel() {
            @Override
            public boolean isWritable() {
                return writable[0];
            }

            @Override
            public long pendingBytes() {
                return 4_096;
            }
        });
        channel.writabilityChanged(true, 0);
        channel.writabilityChanged(false, 1_000_000);
        channel.writabilityChanged(false, 2_000_000);
        writable[0] = false;
        assertThat(metrics).gauge("hotstuff2_channel_writable").isZero();
        channel.writabilityChanged(true, 6_000_000);
        assertThat(metrics).counter("hotstuff2_channel_stalls_total").isEqualTo(1);
        assertThat(metrics).timer("hotstuff2_channel_stall_seconds").hasCount(1).hasSumCloseTo(0.005, 1e-9);
        assertThat(metrics).gauge("hotstuff2_channel_pending_bytes").isEqualTo(4_096);
    }

    @Test
    void stores_areBoundToTheirEngines() {
        StorageMetrics storage = new StorageMetrics(metrics);
        storage.bind("blocks", new Engine(100));
        storage.bind("state", new Engine(50));
        assertThat(metrics)
                .gauge("hotstuff2_storage_size_bytes")
                .with("store", "blocks")
                .isEqualTo(100);
        assertThat(metrics)
                .counter("hotstuff2_storage_device_written_bytes_total")
                .isEqualTo(300);
        assertThat(metrics)
                .counter("hotstuff2_storage_write_stall_seconds_total")
                .isEqualTo(0.3);
        assertThat(metrics)
                .counter("hotstuff2_storage_cache_requests_total")
                .with("cache", "state")
                .with("result", "hit")
                .isEqualTo(25);
    }

    private record Engine(long sizeOnDisk) implements StoreStatistics {
        @Override
        public long deviceWrittenBytes() {
            return 2 * sizeOnDisk;
        }

        @Override
        public long stallNanos() {
            return 2_000_000 * sizeOnDisk;
        }

        @Override
        public long cacheHits() {
            return sizeOnDisk / 2;
        }
    }
}
