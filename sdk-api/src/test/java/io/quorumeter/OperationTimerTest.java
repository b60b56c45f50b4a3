package io.quorumeter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.spi.FamilyDeclaration;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class OperationTimerTest {
    private final FakeTimer ok = new FakeTimer();
    private final FakeTimer error = new FakeTimer();
    private final OperationTimer operation = OperationTimer.of(ok, error);

    @Test
    void time_succeeding_recordsAsOkAndGivesTheResult() throws Exception {
        Object result = new Object();
        Callable<Object> callable = () -> result;
        operation.time(() -> take(40));
        assertThat(operation.time(() -> {
                    take(50);
                    return result;
                }))
                .isSameAs(result);
        assertThat(operation.time(callable::call)).isSameAs(result);
        assertThat(ok.nanos).containsExactly(40L, 50L, 0L);
        assertThat(error.nanos).isEmpty();
    }

    @Test
    void time_failing_recordsAsErrorAndThrowsTheSame() {
        IOException checked = new IOException("disk");
        StackOverflowError fatal = new StackOverflowError();
        assertThatThrownBy(() -> operation.time((ThrowingSupplier<Object, IOException>) () -> {
                    take(5);
                    throw checked;
                }))
                .isSameAs(checked);
        assertThatThrownBy(() -> operation.time((ThrowingRunnable<RuntimeException>) () -> {
                    take(6);
                    throw fatal;
                }))
                .isSameAs(fatal);
        assertThat(error.nanos).containsExactly(5L, 6L);
        assertThat(ok.nanos).isEmpty();
    }

    @Test
    void timeStage_isLabelledWhenItCompletes() {
        CompletableFuture<String> good = new CompletableFuture<>();
        CompletableFuture<String> bad = new CompletableFuture<>();
        assertThat(operation.timeStage(() -> good)).isSameAs(good);
        assertThat(operation.timeStage(() -> bad)).isSameAs(bad);
        take(30);
        good.complete("done");
        take(1);
        bad.completeExceptionally(new IOException("peer"));
        assertThat(ok.nanos).containsExactly(30L);
        assertThat(error.nanos).containsExactly(31L);
    }

    @Test
    void timeStage_notEvenStarting_isAnErrorAndThrowsTheSame() {
        IllegalStateException failure = new IllegalStateException("not started");
        Supplier<CompletableFuture<String>> throwing = () -> {
            take(8);
            throw failure;
        };
        assertThatThrownBy(() -> operation.timeStage(throwing)).isSameAs(failure);
        assertThat(error.nanos).containsExactly(8L);
        assertThat(ok.nanos).isEmpty();
    }

    @Test
    void running_takesTheFirstWordAboutItsEnd() {
        OperationTimer.Running failed = operation.start();
        take(3);
        failed.fail();
        failed.close();
        try (OperationTimer.Running closed = operation.start()) {
            assertThat(closed).isNotNull();
            take(4);
        }
        OperationTimer.Running over = operation.start();
        over.close();
        over.fail();
        assertThat(error.nanos).containsExactly(3L);
        assertThat(ok.nanos).containsExactly(4L, 0L);
    }

    @Test
    void createOperation_declaresBothResults() {
        FakeCollector metrics = new FakeCollector();
        OperationTimer declared = metrics.timer("fetch_seconds")
                .with("source", "peer")
                .bounds(Bounds.of(1, 2))
                .createOperation();
        assertThat(declared.ok()).isSameAs(metrics.instruments.get("fetch_seconds{result=\"ok\",source=\"peer\"}"));
        assertThat(declared.error())
                .isSameAs(metrics.instruments.get("fetch_seconds{result=\"error\",source=\"peer\"}"));
        FamilyDeclaration family = metrics.declarations.get(0);
        assertThat(family.kind()).isEqualTo(FamilyDeclaration.Kind.TIMER);
        assertThat(family.bounds().size()).isEqualTo(2);
        assertThat(family.openLabels()).containsExactly("source");
    }

    private void take(long nanos) {
        ok.now += nanos;
        error.now += nanos;
    }
}
