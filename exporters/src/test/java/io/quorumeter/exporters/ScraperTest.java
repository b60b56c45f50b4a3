package io.quorumeter.exporters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quorumeter.MetricsCollector;
import io.quorumeter.core.PrometheusText;
import io.quorumeter.core.Quorumeter;
import java.time.Duration;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ScraperTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int FAILURES = 20;

    private final MetricsCollector metrics = Quorumeter.newCollector();

    /** Has no thread to give at first, as a JVM that may have no more. */
    private static final class Starved extends ThreadPoolExecutor {
        private int failures;

        Starved() {
            super(0, 8, 1, TimeUnit.SECONDS, new SynchronousQueue<>());
        }

        @Override
        public void execute(Runnable work) {
            if (failures < FAILURES) {
                failures++;
                throw new OutOfMemoryError("unable to create native thread");
            }
            super.execute(work);
        }
    }

    @Test
    void errors_costNoFurtherAnswers() throws Exception {
        Scraper scraper = new Scraper(metrics, new PrometheusText(), new Starved());
        for (int i = 0; i < FAILURES; i++) {
            assertThatExceptionOfType(OutOfMemoryError.class)
                    .isThrownBy(() -> scraper.scrape(false, false, Duration.ofMillis(1)));
        }
        scraper.giveBack(scraper.scrape(false, false, LIMIT));
        scraper.close();
    }

    @Test
    void duration_isShownUpToAnEndpointsLimit() {
        new Scraper(metrics, new PrometheusText()).close();
        assertThat(metrics.snapshot()
                        .family("quorumeter_scrape_seconds")
                        .orElseThrow()
                        .bounds()
                        .toString())
                .contains("16.384");
    }
}
