package io.quorumeter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EnumeratedLabelsTest {
    private enum Phase {
        VOTE,
        VOTE_2
    }

    private enum Result {
        ACCEPTED,
        LATE,
        INVALID
    }

    private final FakeCollector metrics = new FakeCollector();

    @Test
    void by_everyValue_isItsSeries() {
        By<Result, Counter> votes = metrics.counter("votes_total").by("result", Result.class);
        assertThat(metrics.instruments).hasSize(3);
        for (Result result : Result.values()) {
            assertThat(votes.of(result)).isSameAs(series("votes_total", "result", LabelValue.of(result)));
        }
    }

    @Test
    void by2_everyPair_isItsSeries() {
        By2<Phase, Result, Gauge> votes = metrics.gauge("votes").by("phase", Phase.class, "result", Result.class);
        assertThat(metrics.instruments).hasSize(6);
        for (Phase phase : Phase.values()) {
            for (Result result : Result.values()) {
                assertThat(votes.of(phase, result))
                        .isSameAs(series("votes", "phase", LabelValue.of(phase), "result", LabelValue.of(result)));
            }
        }
    }

    @Test
    void of_null_forgets() {
        By<Phase, Counter> one = metrics.counter("a_total").by("phase", Phase.class);
        By2<Phase, Result, Timer> two = metrics.timer("b_seconds").by("phase", Phase.class, "result", Result.class);
        By<Phase, Gauge> gauges = metrics.gauge("d").by("phase", Phase.class);
        assertThat(one.of(null)).isSameAs(Counter.noop());
        assertThat(two.of(null, Result.LATE)).isSameAs(Timer.noop());
        assertThat(two.of(Phase.VOTE, null)).isSameAs(Timer.noop());
        assertThat(gauges.of(null)).isSameAs(Gauge.noop());
    }

    @Test
    void with_fixedLabel_isOnEverySeries() {
        By<Phase, Timer> timers =
                metrics.timer("sync_seconds").with("store", "blocks").by("phase", Phase.class);
        assertThat(timers.of(Phase.VOTE_2)).isSameAs(series("sync_seconds", "phase", "vote_2", "store", "blocks"));
        assertThat(metrics.declarations.get(0).descriptor().labelNames()).containsExactly("store", "phase");
    }

    @Test
    void label_twice_isRefused() {
        assertThatThrownBy(() -> metrics.counter("a_total").by("kind", Phase.class, "kind", Result.class))
                .isInstanceOf(MetricDeclarationException.class)
                .hasMessage("family 'a_total': label 'kind' is given twice");
        assertThatThrownBy(() -> metrics.counter("a_total").with("kind", "x").by("kind", Result.class))
                .hasMessage("family 'a_total': label 'kind' is given twice");
        assertThat(metrics.instruments).isEmpty();
    }

    private Object series(String name, String... labels) {
        return assertThat(metrics.instruments)
                .extractingByKey(FakeCollector.series(name, Labels.of(labels)))
                .isNotNull()
                .actual();
    }
}
