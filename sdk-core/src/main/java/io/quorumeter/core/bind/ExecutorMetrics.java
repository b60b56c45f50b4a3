package io.quorumeter.core.bind;

import static io.quorumeter.core.bind.BindFamilies.EXECUTOR_ACTIVE;
import static io.quorumeter.core.bind.BindFamilies.EXECUTOR_QUEUED;
import static io.quorumeter.core.bind.BindFamilies.EXECUTOR_TASK;
import static io.quorumeter.core.bind.BindFamilies.EXECUTOR_TASKS;
import static io.quorumeter.core.bind.BindFamilies.EXECUTOR_WAIT;

import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * An executor that measures what another one runs: how many tasks wait, run, succeed, fail and are refused, and how long each waited
 * and ran. It behaves like the other one in everything else; closing down closes that one down.
 *
 * <pre>{@code
 * ExecutorService validation = ExecutorMetrics.bind(metrics, "validation", Executors.newFixedThreadPool(4));
 * }</pre>
 *
 * <p>A task that was submitted fails when it throws, although its future swallows that; one that is cancelled before it ran, or taken
 * out by {@link #shutdownNow()}, counts as cancelled. Safe from any thread.
 *
 * <p>How many tasks wait is read from the queue of a {@link ThreadPoolExecutor} or {@link ForkJoinPool}; of another executor it is how many
 * were handed over and have not begun, which stays too high when that drops tasks and does not throw. A task counts as rejected when the
 * executor throws {@link RejectedExecutionException}, and when {@link ThreadPoolExecutor.DiscardPolicy}, {@link
 * ThreadPoolExecutor.DiscardOldestPolicy} or, after a shutdown, {@link ThreadPoolExecutor.CallerRunsPolicy} drops it: binding puts a
 * handler before the policy that the pool has then. Any other policy, a subclass of these too, may run the task elsewhere or later, so it
 * rejects a task by throwing that exception; what it drops and does not throw for is not counted.
 */
public final class ExecutorMetrics extends AbstractExecutorService {
    /** How a task ended. */
    public enum Result {
        /** It returned. */
        OK,
        /** It threw. */
        FAILED,
        /** The executor refused it. */
        REJECTED,
        /** It was taken back before it ran. */
        CANCELLED
    }

    private final ExecutorService executor;
    private final By<Result, Counter> results;
    private final Timer run;
    private final Timer wait;
    private final LongAdder active = new LongAdder();
    private final LongAdder notBegun = new LongAdder();

    private ExecutorMetrics(MetricsCollector metrics, String name, ExecutorService executor) {
        this.executor = executor;
        results = EXECUTOR_TASKS.on(metrics, name);
        run = EXECUTOR_TASK.on(metrics, name);
        wait = EXECUTOR_WAIT.on(metrics, name);
        EXECUTOR_ACTIVE.observe(metrics, active::sum, name);
        EXECUTOR_QUEUED.observe(metrics, this::queued, name);
        if (executor instanceof ThreadPoolExecutor pool) {
            pool.setRejectedExecutionHandler(new Refusals(pool.getRejectedExecutionHandler()));
        }
    }

    private long queued() {
        if (executor instanceof ThreadPoolExecutor pool) {
            return pool.getQueue().size();
        } else if (executor instanceof ForkJoinPool pool) {
            return pool.getQueuedSubmissionCount() + pool.getQueuedTaskCount();
        }
        return notBegun.sum();
    }

    /**
     * Binds an executor.
     *
     * @param metrics where the families are declared, and whose clock times the tasks
     * @param name the executor
     * @param executor what runs the tasks
     * @return the executor to use
     */
    public static ExecutorService bind(MetricsCollector metrics, String name, ExecutorService executor) {
        return new ExecutorMetrics(metrics, name, executor);
    }

    @Override
    public void execute(Runnable task) {
        Measured measured = new Measured(Objects.requireNonNull(task));
        notBegun.increment();
        try {
            executor.execute(measured);
        } catch (RejectedExecutionException refused) {
            measured.refused();
            throw refused;
        }
    }

    @Override
    protected <T> RunnableFuture<T> newTaskFor(Callable<T> task) {
        return new Future<>(task);
    }

    @Override
    protected <T> RunnableFuture<T> newTaskFor(Runnable task, T value) {
        return new Future<>(() -> {
            task.run();
            return value;
        });
    }

    @Override
    public void shutdown() {
        executor.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
        return executor.shutdownNow().stream().map(this::takenBack).toList();
    }

    @Override
    public boolean isShutdown() {
        return executor.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return executor.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return executor.awaitTermination(timeout, unit);
    }

    private Runnable takenBack(Runnable task) {
        if (task instanceof Measured measured) {
            notBegun.decrement();
            results.of(Result.CANCELLED).increment();
            return measured.task;
        }
        return task;
    }

    /** Counts what the policy of a pool drops, if it is one of the JDK's; what becomes of a task in another is not known. */
    private static final class Refusals implements RejectedExecutionHandler {
        private static final Set<Class<?>> DROPPING = Set.of(
                ThreadPoolExecutor.DiscardPolicy.class,
                ThreadPoolExecutor.DiscardOldestPolicy.class,
                ThreadPoolExecutor.CallerRunsPolicy.class);

        private final RejectedExecutionHandler policy;
        private final boolean drops;
        private final boolean dropsOldest;

        Refusals(RejectedExecutionHandler policy) {
            this.policy = policy;
            drops = DROPPING.contains(policy.getClass());
            dropsOldest = policy.getClass() == ThreadPoolExecutor.DiscardOldestPolicy.class;
        }

        @Override
        public void rejectedExecution(Runnable task, ThreadPoolExecutor pool) {
            if (dropsOldest && !pool.isShutdown()) {
                dropped(pool.getQueue().poll()); // what that policy does, with the task that it drops in hand
                pool.execute(task);
                return;
            }
            policy.rejectedExecution(task, pool);
            if (drops) {
                dropped(task); // unless it ran in the caller's thread
            }
        }

        private static void dropped(@Nullable Runnable task) {
            if (task instanceof Measured measured) {
                measured.refused();
            }
        }
    }

    /** A future that remembers that its task threw. */
    private static final class Future<T> extends FutureTask<T> {
        private final AtomicBoolean threw = new AtomicBoolean();

        Future(Callable<T> task) {
            super(task);
        }

        @Override
        protected void setException(Throwable thrown) {
            threw.set(true);
            super.setException(thrown);
        }
    }

    private final class Measured implements Runnable {
        private final Runnable task;
        private final long submitted = wait.begin();
        private final AtomicBoolean isOver = new AtomicBoolean();

        Measured(Runnable task) {
            this.task = task;
        }

        /** The executor will not run it, unless it began already. */
        void refused() {
            if (isOver.compareAndSet(false, true)) {
                notBegun.decrement();
                results.of(Result.REJECTED).increment();
            }
        }

        @Override
        public void run() {
            if (isOver.compareAndSet(false, true)) {
                notBegun.decrement();
            }
            if (task instanceof Future<?> future && future.isCancelled()) {
                results.of(Result.CANCELLED).increment();
                return;
            }
            wait.end(submitted);
            active.increment();
            long begun = run.begin();
            boolean returned = false;
            try {
                task.run();
                returned = !(task instanceof Future<?> future && future.threw.get());
            } finally {
                run.end(begun);
                active.decrement();
                results.of(returned ? Result.OK : Result.FAILED).increment();
            }
        }
    }
}
