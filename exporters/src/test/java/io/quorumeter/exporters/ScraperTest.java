package io.quorumeter.exporters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quorumeter.MetricsCollector;
import io.quorumeter.core.PrometheusText;
import io.quorumeter.core.Quorumeter;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScraperTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final ScrapeQuery QUERY = new ScrapeQuery(false, false, Set.of(), LIMIT);
    private static final int FAILURES = 20;
    private static final int ANSWERS = 8;
    private static final int WAITING = 256;

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
    void errors_costNoFurtherAnswers() {
        Scraper scraper = new Scraper(new Sources(List.of(metrics)), new PrometheusText(), LIMIT, new Starved());
        for (int i = 0; i < FAILURES; i++) {
            assertThatExceptionOfType(CompletionException.class)
                    .isThrownBy(() -> scraper.scrape(QUERY).join())
                    .havingRootCause()
                    .isInstanceOf(OutOfMemoryError.class);
        }
        scraper.giveBack(scraper.scrape(QUERY).join());
        scraper.close();
    }

    @Test
    void scrapes_thatWait_areAnsweredInTheirOrder_andGivenUpWhenTheyWaitTooLong() {
        Scraper scraper = new Scraper(new Sources(List.of(metrics)), new PrometheusText(), LIMIT);
        List<ScrapeBody> held = Stream.generate(() -> scraper.scrape(QUERY).join())
                .limit(ANSWERS)
                .toList();
        ScrapeQuery hurried = new ScrapeQuery(false, false, Set.of(), Duration.ofMillis(5));
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> scraper.scrape(hurried).join())
                .withMessageContaining("earlier answers have not been read yet");
        List<CompletableFuture<ScrapeBody>> waiting =
                Stream.generate(() -> scraper.scrape(QUERY)).limit(WAITING).toList();
        assertThat(scraper.respond(QUERY).status()).isEqualTo(503);

        held.forEach(scraper::giveBack);
        waiting.forEach(next -> scraper.giveBack(next.join()));
        assertThat(scraper.respond(QUERY).status()).isEqualTo(200);
        scraper.close();
    }

    @Test
    void duration_isShownUpToAnEndpointsLimit() {
        new Scraper(new Sources(List.of(metrics)), new PrometheusText(), LIMIT).close();
        assertThat(metrics.snapshot()
                        .family("quorumeter_scrape_seconds")
                        .orElseThrow()
                        .bounds()
                        .toString())
                .contains("16.384");
    }
}
