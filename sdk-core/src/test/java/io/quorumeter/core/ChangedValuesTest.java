package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.Labels;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Calls by name with label values that their series has otherwise: cut, or with half a character replaced. */
class ChangedValuesTest {
    private static final String ERRORS = "errors_total";
    private static final String LONG = "x".repeat(2 * Labels.MAX_VALUE_LENGTH);
    private static final String HALF = "x\uD83D";

    private final VirtualTime time = new VirtualTime();
    private final LiveCollector metrics = (LiveCollector)
            time.collector().seriesLimit(3).staleAfter(Duration.ofSeconds(10)).create();

    @Test
    void values_thatAreCutToTheSame_areOneSeries() {
        for (int i = 0; i < 1_000; i++) {
            metrics.incrementCounter(ERRORS, "peer", LONG + i);
        }
        assertThat(metrics.snapshot().family(ERRORS).orElseThrow().size()).isEqualTo(1);
        assertThat(metrics.snapshot().total(ERRORS)).isEqualTo(1_000);
    }

    @Test
    void seriesOfAChangedValue_isFoundThoughTheFamilyIsFull() {
        for (String peer :
                new String[] {LONG, HALF, "\uD83D\uDE00", LONG, HALF, "\uD83D\uDE00", "\uDE00", LONG + "y"}) {
            metrics.incrementCounter(ERRORS, "peer", peer);
        }
        assertThat(metrics.snapshot().value(ERRORS, "peer", "x".repeat(Labels.MAX_VALUE_LENGTH - 1) + "…"))
                .hasValue(3);
        assertThat(metrics.snapshot().value(ERRORS, "peer", "x\uFFFD")).hasValue(2);
        assertThat(metrics.snapshot().value(ERRORS, "peer", "\uD83D\uDE00")).hasValue(2);
        assertThat(metrics.snapshot().value(ERRORS, "peer", "other")).hasValue(1);
    }

    @Test
    void seriesThatEnded_isBegunAnew_andItsPlaceIsFree() {
        metrics.incrementCounter(ERRORS, "peer", LONG);
        time.run(Duration.ofSeconds(20));
        assertThat(metrics.snapshot().total(ERRORS)).isZero();
        metrics.incrementCounter(ERRORS, "peer", LONG);
        assertThat(metrics.snapshot().total(ERRORS)).isEqualTo(1);
    }
}
