package io.quorumeter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class TimerTest {
    private final FakeTimer timer = new FakeTimer();

    @Test
    void time_aRunnable_recordsItsDuration() {
        timer.time(() -> {
            timer.now += 40;
        });
        assertThat(timer.nanos).containsExactly(40L);
    }

    @Test
    void time_aSupplierOrCallable_returnsItsResult() throws Exception {
        Object result = new Object();
        Supplier<Object> supplier = () -> result;
        Callable<Object> callable = () -> result;
        assertThat(timer.time(() -> result)).isSameAs(result);
        assertThat(timer.time(supplier::get)).isSameAs(result);
        assertThat(timer.time(callable::call)).isSameAs(result);
        assertThat(timer.count()).isEqualTo(3);
    }

    @Test
    void time_failing_recordsAndThrowsTheSame() {
        IOException checked = new IOException("disk");
        IllegalStateException unchecked = new IllegalStateException("state");
        StackOverflowError error = new StackOverflowError();
        assertThatThrownBy(() -> timer.time(() -> failAfter(5, checked))).isSameAs(checked);
        assertThatThrownBy(() -> timer.time(() -> failAfter(6, unchecked))).isSameAs(unchecked);
        assertThatThrownBy(() -> timer.time((ThrowingRunnable<RuntimeException>) () -> {
                    timer.now += 7;
                    throw error;
                }))
                .isSameAs(error);
        assertThat(timer.nanos).containsExactly(5L, 6L, 7L);
    }

    @Test
    void time_withoutAResult_mayThrowCheckedExceptionsToo() throws IOException {
        timer.time(() -> {
            if (timer.count() > 0) {
                throw new IOException("not the first");
            }
        });
        assertThat(timer.count()).isEqualTo(1);
    }

    @Test
    void time_declaringOneException_throwsNoOtherType() {
        try {
            timer.time(this::readsADisk);
        } catch (IOException expected) {
            assertThat(expected).hasMessage("disk");
        }
        assertThat(timer.count()).isEqualTo(1);
    }

    @Test
    void start_closedTwice_recordsOnce() {
        try (Timer.Sample running = timer.start()) {
            timer.now += 9;
            running.close();
            timer.now += 100;
        }
        assertThat(timer.nanos).containsExactly(9L);
    }

    @Test
    void start_stopped_recordsOnce() {
        timer.now = 100;
        Timer.Sample running = timer.start();
        timer.now = 140;
        running.stop();
        timer.now = 190;
        running.stop();
        running.close();
        assertThat(timer.nanos).containsExactly(40L);
    }

    @Test
    void begin_andEnd_areAMeasurementWithoutAnObject() {
        timer.now = 100;
        long begun = timer.begin();
        timer.now = 130;
        timer.end(begun);
        timer.end(timer.begin(500), 520);
        timer.end(Timer.UNMEASURED, 540);
        assertThat(timer.nanos).containsExactly(30L, 20L);
    }

    @Test
    void timeStage_completing_recordsThenAndReturnsTheStage() {
        CompletableFuture<String> future = new CompletableFuture<>();
        CompletableFuture<String> returned = timer.timeStage(() -> future);
        timer.now += 30;
        assertThat(returned).isSameAs(future);
        assertThat(timer.count()).isZero();
        future.complete("done");
        timer.now += 1000;
        assertThat(timer.nanos).containsExactly(30L);
        assertThat(returned).isCompletedWithValue("done");
    }

    @Test
    void timeStage_failing_recordsAndLeavesTheFailure() {
        CompletableFuture<String> future = new CompletableFuture<>();
        CompletionStage<String> returned = timer.timeStage(() -> future);
        timer.now += 31;
        IOException failure = new IOException("peer");
        future.completeExceptionally(failure);
        assertThat(timer.nanos).containsExactly(31L);
        assertThat(returned.toCompletableFuture().handle((value, thrown) -> thrown))
                .isCompletedWithValue(failure);
    }

    @Test
    void timeStage_alreadyComplete_records() {
        timer.timeStage(() -> CompletableFuture.completedFuture(1));
        assertThat(timer.nanos).containsExactly(0L);
    }

    @Test
    void timeStage_throwing_recordsAndThrowsTheSame() {
        IllegalStateException failure = new IllegalStateException("not started");
        Supplier<CompletableFuture<String>> operation = () -> {
            timer.now += 8;
            throw failure;
        };
        assertThatThrownBy(() -> timer.timeStage(operation)).isSameAs(failure);
        assertThat(timer.nanos).containsExactly(8L);
    }

    private String readsADisk() throws IOException {
        throw new IOException("disk");
    }

    private <X extends Exception> Object failAfter(long nanos, X failure) throws X {
        timer.now += nanos;
        throw failure;
    }
}
