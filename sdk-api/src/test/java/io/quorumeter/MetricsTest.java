package io.quorumeter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private final MetricsCollector before = Metrics.global();

    @AfterEach
    void restore() {
        Metrics.setGlobal(before);
    }

    @Test
    void global_withoutAnEngine_isTheCollectorThatForgets() {
        assertThat(Metrics.global()).isSameAs(MetricsCollector.noop());
    }

    @Test
    void global_afterSet_isThatCollector() {
        FakeCollector mine = new FakeCollector();
        Metrics.setGlobal(mine);
        assertThat(Metrics.global()).isSameAs(mine).isSameAs(Metrics.global());
        Metrics.global().incrementCounter("requests_total");
        assertThat(mine.instruments).containsOnlyKeys("requests_total");
    }
}
