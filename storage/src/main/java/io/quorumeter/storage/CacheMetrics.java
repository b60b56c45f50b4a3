package io.quorumeter.storage;

import static io.quorumeter.storage.StorageFamilies.CACHE_EVICTIONS;
import static io.quorumeter.storage.StorageFamilies.CACHE_HIT_RATIO;
import static io.quorumeter.storage.StorageFamilies.CACHE_REQUESTS;
import static io.quorumeter.storage.StorageFamilies.CACHE_SIZE;

import io.quorumeter.LabelValue;
import io.quorumeter.MetricsCollector;
import io.quorumeter.spi.Counts;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * What one cache tells; from {@link StorageMetrics#cache}. A cache that does not count calls {@link #hit()}, {@link #miss()} and {@link
 * #evicted}; one that counts already is {@linkplain #observe observed} and need not be touched:
 *
 * <pre>{@code
 * storage.cache("blocks").observe(() -> cache.stats().hitCount(), () -> cache.stats().missCount(), () -> cache.stats().evictionCount());
 * GuavaCaches.bind(storage.cache("blocks"), cache);      // the same, for Guava's
 * }</pre>
 *
 * <p>Safe from any thread; the methods that tell of an event never throw, block or allocate.
 */
public final class CacheMetrics {
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final MetricsCollector metrics;
    private final String name;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final AtomicLong evictions = new AtomicLong();

    CacheMetrics(MetricsCollector metrics, String name) {
        this.metrics = metrics;
        this.name = name;
        observe(hits::sum, misses::sum, evictions::get);
        observeSize(() -> 0);
    }

    /** A look-up found its entry. */
    public void hit() {
        hits.increment();
    }

    /** A look-up did not find its entry. */
    public void miss() {
        misses.increment();
    }

    /**
     * Entries were given up.
     *
     * @param entries how many, 0 or more
     */
    public void evicted(long entries) {
        evictions.accumulateAndGet(Math.max(entries, 0), Counts::sum);
    }

    /**
     * Says where to read what the cache counts itself, in the place of {@link #hit()}, {@link #miss()} and {@link #evicted}. All are asked
     * at each snapshot, off the recording path, and never fall.
     *
     * @param hitCount look-ups that found their entry
     * @param missCount look-ups that did not
     * @param evictionCount entries given up
     */
    public void observe(LongSupplier hitCount, LongSupplier missCount, LongSupplier evictionCount) {
        request(CacheResult.HIT, hitCount);
        request(CacheResult.MISS, missCount);
        CACHE_EVICTIONS.observe(metrics, evictionCount::getAsLong, name);
        CACHE_HIT_RATIO.derive(
                metrics,
                metrics.provider().ratio(hitCount, () -> hitCount.getAsLong() + missCount.getAsLong(), WINDOW),
                name);
    }

    /**
     * Says where to read how much memory the cache takes.
     *
     * @param bytes asked at each snapshot, off the recording path; replaces the one given before
     */
    public void observeSize(LongSupplier bytes) {
        CACHE_SIZE.observe(metrics, bytes::getAsLong, name);
    }

    private void request(CacheResult result, LongSupplier total) {
        CACHE_REQUESTS.observe(metrics, total::getAsLong, name, LabelValue.of(result));
    }
}
