package io.quorumeter.storage;

import static io.quorumeter.storage.StorageFamily.CACHE_EVICTIONS;
import static io.quorumeter.storage.StorageFamily.CACHE_HIT_RATIO;
import static io.quorumeter.storage.StorageFamily.CACHE_REQUESTS;
import static io.quorumeter.storage.StorageFamily.CACHE_SIZE;

import io.quorumeter.LabelValue;
import io.quorumeter.binding.Families;
import io.quorumeter.snapshot.Counts;
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

    private final Families families;
    private final String name;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final AtomicLong evictions = new AtomicLong();

    CacheMetrics(Families families, String name) {
        this.families = families;
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
        families.counter(CACHE_EVICTIONS).with("cache", name).observe(evictionCount::getAsLong);
        families.gauge(CACHE_HIT_RATIO)
                .with("cache", name)
                .observe(families.ratio(hitCount, () -> hitCount.getAsLong() + missCount.getAsLong(), WINDOW));
    }

    /**
     * Says where to read how much memory the cache takes.
     *
     * @param bytes asked at each snapshot, off the recording path; replaces the one given before
     */
    public void observeSize(LongSupplier bytes) {
        families.gauge(CACHE_SIZE).with("cache", name).observe(bytes::getAsLong);
    }

    private void request(CacheResult result, LongSupplier total) {
        families.counter(CACHE_REQUESTS)
                .with("cache", name)
                .with("result", LabelValue.of(result))
                .observe(total::getAsLong);
    }
}
