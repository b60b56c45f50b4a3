package io.quorumeter.storage;

import com.google.common.cache.Cache;

/** Binds caches of Guava, which is an optional dependency: this class alone needs it. */
public final class GuavaCaches {
    private GuavaCaches() {}

    /**
     * Shows what a cache counts. One that was built without {@code recordStats()} counts nothing, and its series stay 0.
     *
     * @param metrics the series
     * @param cache asked at each snapshot, off the recording path, for as long as the collector lives
     */
    public static void bind(CacheMetrics metrics, Cache<?, ?> cache) {
        metrics.observe(
                () -> cache.stats().hitCount(),
                () -> cache.stats().missCount(),
                () -> cache.stats().evictionCount());
    }
}
