package io.quorumeter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class NamedOperationsTest {
    private static final Labels LABELS = Labels.of("d", "4", "c", "3", "b", "2", "a", "1");
    private static final String[] SERIES = {
        "x_seconds{result=\"%s\"}",
        "x_seconds{a=\"1\",result=\"%s\"}",
        "x_seconds{a=\"1\",b=\"2\",result=\"%s\"}",
        "x_seconds{a=\"1\",b=\"2\",c=\"3\",result=\"%s\"}",
        "x_seconds{a=\"1\",b=\"2\",c=\"3\",d=\"4\",result=\"%s\"}"
    };

    private final FakeCollector metrics = new FakeCollector();

    @Test
    void timeOperation_withoutAResult_recordsInItsSeries() {
        metrics.timeOperation("x_seconds", () -> {});
        metrics.timeOperation("x_seconds", "a", "1", () -> {});
        metrics.timeOperation("x_seconds", "b", "2", "a", "1", () -> {});
        metrics.timeOperation("x_seconds", "c", "3", "a", "1", "b", "2", () -> {});
        metrics.timeOperation("x_seconds", LABELS, () -> {});
        assertEach("ok", 1);
        assertEach("error", 0);
    }

    @Test
    void timeOperation_givesTheResultAndRecordsInItsSeries() {
        Object[] results = {new Object(), new Object(), new Object(), new Object(), new Object()};
        assertThat(metrics.<Object, RuntimeException>timeOperation("x_seconds", () -> results[0]))
                .isSameAs(results[0]);
        assertThat(metrics.<Object, RuntimeException>timeOperation("x_seconds", "a", "1", () -> results[1]))
                .isSameAs(results[1]);
        assertThat(metrics.<Object, RuntimeException>timeOperation("x_seconds", "b", "2", "a", "1", () -> results[2]))
                .isSameAs(results[2]);
        assertThat(metrics.<Object, RuntimeException>timeOperation(
                        "x_seconds", "a", "1", "b", "2", "c", "3", () -> results[3]))
                .isSameAs(results[3]);
        assertThat(metrics.<Object, RuntimeException>timeOperation("x_seconds", LABELS, () -> results[4]))
                .isSameAs(results[4]);
        assertEach("ok", 1);
        assertEach("error", 0);
    }

    @Test
    void timeOperation_failing_recordsAnErrorAndThrowsTheSame() {
        IllegalStateException failure = new IllegalStateException("broken");
        ThrowingRunnable<RuntimeException> failing = () -> {
            throw failure;
        };
        ThrowingSupplier<Object, RuntimeException> failingWithResult = () -> {
            throw failure;
        };
        assertThatThrownBy(() -> metrics.timeOperation("x_seconds", failing)).isSameAs(failure);
        assertThatThrownBy(() -> metrics.timeOperation("x_seconds", "a", "1", failing))
                .isSameAs(failure);
        assertThatThrownBy(() -> metrics.timeOperation("x_seconds", "a", "1", "b", "2", failing))
                .isSameAs(failure);
        assertThatThrownBy(() -> metrics.timeOperation("x_seconds", "a", "1", "b", "2", "c", "3", failingWithResult))
                .isSameAs(failure);
        assertThatThrownBy(() -> metrics.timeOperation("x_seconds", LABELS, failingWithResult))
                .isSameAs(failure);
        assertEach("ok", 0);
        assertEach("error", 1);
    }

    @Test
    void timeStage_recordsInItsSeriesWhenTheStageCompletes() {
        CompletableFuture<String> stage = new CompletableFuture<>();
        assertThat(metrics.timeStage("x_seconds", () -> stage)).isSameAs(stage);
        assertThat(metrics.timeStage("x_seconds", "a", "1", () -> stage)).isSameAs(stage);
        assertThat(metrics.timeStage("x_seconds", "a", "1", "b", "2", () -> stage))
                .isSameAs(stage);
        assertThat(metrics.timeStage("x_seconds", "a", "1", "b", "2", "c", "3", () -> stage))
                .isSameAs(stage);
        assertThat(metrics.timeStage("x_seconds", LABELS, () -> stage)).isSameAs(stage);
        assertEach("ok", 0);
        stage.complete("done");
        assertEach("ok", 1);
        assertEach("error", 0);
    }

    @Test
    void startOperation_recordsInItsSeriesWhatItIsTold() {
        metrics.startOperation("x_seconds").fail();
        metrics.startOperation("x_seconds", "a", "1").fail();
        metrics.startOperation("x_seconds", "a", "1", "b", "2").fail();
        metrics.startOperation("x_seconds", "a", "1", "b", "2", "c", "3").fail();
        metrics.startOperation("x_seconds", LABELS).fail();
        assertEach("ok", 0);
        assertEach("error", 1);
    }

    private void assertEach(String result, long count) {
        for (String series : SERIES) {
            assertThat(metrics.instruments)
                    .hasEntrySatisfying(
                            series.formatted(result),
                            timer -> assertThat(((FakeTimer) timer).count())
                                    .as(series)
                                    .isEqualTo(count));
        }
    }
}
