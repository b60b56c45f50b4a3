package io.quorumeter.core;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.Labels;
import io.quorumeter.ValidatorSet;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FamilyTest {
    private final AtomicLong now = new AtomicLong(1_000);
    private final LiveCollector metrics = (LiveCollector) Quorumeter.collector()
            .clock(() -> Instant.ofEpochMilli(now.get()))
            .nanoTime(() -> now.get() * 1_000_000)
            .create();

    @Test
    void series_knowsWhenItWasMadeByTheCollectorsClock() {
        metrics.counter("work_total").with("kind", "a").create();
        now.set(5_000);
        metrics.incrementCounter("work_total", "kind", "b");
        metrics.counter("work_total").with("kind", "a").create();
        assertThat(series("work_total", "kind", "a").createdMillis()).isEqualTo(1_000);
        assertThat(series("work_total", "kind", "b").createdMillis()).isEqualTo(5_000);
    }

    @Test
    void series_ofANewScope_isMadeAnew() {
        ValidatorSet first = ValidatorSet.ofSize(1);
        metrics.counter("seen_total").by("validator", first);
        now.set(7_000);
        first.close();
        metrics.counter("seen_total").by("validator", ValidatorSet.ofSize(1));
        assertThat(series("seen_total", "validator", "0").createdMillis()).isEqualTo(7_000);
    }

    private Family.Series series(String family, String... labels) {
        return requireNonNull(
                requireNonNull(metrics.registry().find(family)).series().get(Labels.of(labels)));
    }
}
