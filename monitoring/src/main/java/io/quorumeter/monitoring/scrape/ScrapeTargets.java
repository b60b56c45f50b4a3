package io.quorumeter.monitoring.scrape;

import io.quorumeter.health.Health;
import io.quorumeter.promql.model.Value;
import io.quorumeter.spi.GuardedThread;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Other nodes whose metrics are read at every tick. An answer belongs to the tick after it: no tick waits for a node. A node that does not
 * answer is asked again once its time is over; meanwhile its last answer counts.
 */
public final class ScrapeTargets implements AutoCloseable {
    private static final int READERS = 2;

    private final List<Scraper> scrapers;
    private final ExecutorService readers;

    /**
     * What is known of a target.
     *
     * @param target the target
     * @param isUp whether its last answer was good
     * @param at when that was asked for; the epoch before the first answer
     * @param took how long it took
     * @param error why it was not good; empty when it was
     */
    public record Status(ScrapeTarget target, boolean isUp, Instant at, Duration took, String error) {}

    /**
     * Takes targets.
     *
     * @param targets whose metrics are read
     * @param clock the time of samples
     * @param nanoTime measures how long answers take
     */
    public ScrapeTargets(List<ScrapeTarget> targets, InstantSource clock, LongSupplier nanoTime) {
        readers = new ThreadPoolExecutor(
                READERS,
                READERS,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> new GuardedThread("quorumeter-scrapes", work));
        scrapers = targets.isEmpty() ? List.of() : scrapers(targets, clock, nanoTime);
    }

    private List<Scraper> scrapers(List<ScrapeTarget> targets, InstantSource clock, LongSupplier nanoTime) {
        HttpClient client = HttpClient.newBuilder().executor(readers).build(); // with a thread of its own
        return targets.stream()
                .map(target -> new Scraper(target, client, readers, clock, nanoTime))
                .toList();
    }

    /**
     * Asks all targets again, and returns what they last answered as of now.
     *
     * @param unixMillis the time of the samples
     * @return the samples, with {@code up} of each target that was asked before
     */
    public List<Value.Sample> tick(long unixMillis) {
        List<Value.Sample> samples = new ArrayList<>();
        for (Scraper scraper : scrapers) {
            scraper.addTo(samples, unixMillis);
            scraper.ask();
        }
        return samples;
    }

    /** {@return what is known of each target, in their order} */
    public List<Status> status() {
        return scrapers.stream().map(ScrapeTargets::status).toList();
    }

    private static Status status(Scraper scraper) {
        Scraper.Scrape last = scraper.last();
        return last == null
                ? new Status(scraper.target(), false, Instant.EPOCH, Duration.ZERO, "it has not answered yet")
                : new Status(scraper.target(), last.error().isEmpty(), last.at(), last.took(), last.error());
    }

    /**
     * Judges the targets.
     *
     * @return a warning for each that does not answer; critical when none does
     */
    public Health health() {
        List<Status> down = status().stream().filter(one -> !one.isUp()).toList();
        if (down.isEmpty()) {
            return Health.ok();
        }
        String text = down.size() + " of " + scrapers.size() + " nodes do not answer; the first is "
                + down.get(0).target().uri() + ": " + down.get(0).error();
        return down.size() == scrapers.size() ? Health.critical(text) : Health.warning(text);
    }

    @Override
    public void close() {
        readers.shutdownNow();
    }
}
