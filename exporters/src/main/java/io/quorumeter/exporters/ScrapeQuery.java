package io.quorumeter.exporters;

import io.quorumeter.exporters.encoding.Negotiation;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a scraper asks for: a format, compression, families by name or all of them, and how long it waits. */
record ScrapeQuery(boolean isOpenMetrics, boolean isGzip, Set<String> names, Duration limit) {
    /** The parameter that names families, as other exporters have it. */
    static final String NAMES = "name[]";

    /** What Prometheus says of how long it waits. */
    private static final String TIMEOUT_HEADER = "X-Prometheus-Scrape-Timeout-Seconds";

    /** Reads the headers of a request; our limit is the longest. */
    static ScrapeQuery of(Function<String, @Nullable String> header, Set<String> names, Duration limit) {
        return new ScrapeQuery(
                Negotiation.isOpenMetrics(header.apply("Accept")),
                Negotiation.isGzip(header.apply("Accept-Encoding")),
                names,
                shorter(header.apply(TIMEOUT_HEADER), limit));
    }

    private static Duration shorter(@Nullable String seconds, Duration limit) {
        try {
            double theirs = seconds == null ? 0 : Double.parseDouble(seconds);
            return theirs > 0 && theirs * 1e9 < limit.toNanos() ? Duration.ofNanos((long) (theirs * 1e9)) : limit;
        } catch (NumberFormatException notANumber) {
            return limit;
        }
    }
}
