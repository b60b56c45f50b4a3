package io.quorumeter;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private final FakeCollector mine = new FakeCollector();

    @BeforeEach
    @AfterEach
    void reset() {
        Metrics.resetGlobal();
    }

    @Test
    void global_withoutAnEngine_forgetsAndSaysSoOnce() {
        List<String> warnings = new ArrayList<>();
        Logger logger = Logger.getLogger("io.quorumeter");
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                warnings.add(record.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
        try {
            assertThat(Metrics.global()).isSameAs(MetricsCollector.noop());
            Metrics.counter("requests_total").increment();
        } finally {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(true);
        }
        assertThat(warnings).singleElement().asString().contains("quorumeter-sdk-core", "setGlobal");
    }

    @Test
    void global_afterSet_isThatCollector() {
        Metrics.setGlobal(mine);
        assertThat(Metrics.global()).isSameAs(mine).isSameAs(Metrics.global());
        Metrics.global().incrementCounter("requests_total");
        assertThat(mine.instruments).containsOnlyKeys("requests_total");
    }

    @Test
    void setGlobal_afterTheFirstUse_isRefusedWithThePlaceOfThat() {
        Metrics.setGlobal(new FakeCollector());
        assertThatIllegalStateException()
                .isThrownBy(() -> Metrics.setGlobal(mine))
                .withMessageContaining("set at")
                .withMessageContaining("MetricsTest.java");
        Metrics.resetGlobal();
        MetricsCollector made = Metrics.global();
        assertThatIllegalStateException()
                .isThrownBy(() -> Metrics.setGlobal(mine))
                .withMessageContaining("first used")
                .withMessageContaining("MetricsTest.java");
        Metrics.setGlobal(made);
        assertThat(Metrics.global()).isSameAs(made);
    }

    @Test
    void instruments_areThoseOfTheGlobalCollector() {
        Metrics.setGlobal(mine);
        assertThat(Metrics.counter("a_total")).isSameAs(instrument("a_total"));
        assertThat(Metrics.gauge("b")).isSameAs(instrument("b"));
        assertThat(Metrics.histogram("c")).isSameAs(instrument("c"));
        assertThat(Metrics.timer("d_seconds")).isSameAs(instrument("d_seconds"));
    }

    @Test
    void verbs_recordInTheGlobalCollector() {
        Metrics.setGlobal(mine);
        Metrics.incrementCounter("a_total");
        Metrics.incrementCounter("a_total");
        Metrics.setGauge("b", 2.5);
        Metrics.recordHistogram("c", 7);
        Object result = new Object();
        assertThat(Metrics.<Object, RuntimeException>timeOperation("d_seconds", () -> result))
                .isSameAs(result);
        Metrics.timeOperation("e_seconds", () -> {});
        assertThat(Metrics.counter("a_total").value()).isEqualTo(2);
        assertThat(Metrics.gauge("b").value()).isEqualTo(2.5);
        assertThat(Metrics.histogram("c").count()).isEqualTo(1);
        assertThat(mine.instruments.keySet()).anyMatch(name -> name.startsWith("d_seconds"));
        assertThat(mine.instruments.keySet()).anyMatch(name -> name.startsWith("e_seconds"));
    }

    private Object instrument(String series) {
        return requireNonNull(mine.instruments.get(series), () -> series + " of " + mine.instruments.keySet());
    }
}
