package io.quorumeter.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.quorumeter.MetricLevel;
import io.quorumeter.MetricsCollector;
import io.quorumeter.core.Quorumeter;
import org.junit.jupiter.api.Test;

class GuavaCachesTest {
    private final MetricsCollector collector =
            Quorumeter.collector().level(MetricLevel.DETAILED).create();

    @Test
    void cache_showsWhatItCounts() {
        Cache<String, String> cache =
                CacheBuilder.newBuilder().maximumSize(1).recordStats().build();
        GuavaCaches.bind(new StorageMetrics(collector).cache("headers"), cache);
        cache.put("a", "1");
        cache.getIfPresent("a");
        cache.getIfPresent("a");
        cache.getIfPresent("b");
        cache.put("b", "2");
        assertThat(value("requests_total", "result", "hit")).isEqualTo(2);
        assertThat(value("requests_total", "result", "miss")).isEqualTo(1);
        assertThat(value("evictions_total")).isEqualTo(1);
    }

    @Test
    void cacheThatDoesNotCount_callsItself() {
        CacheMetrics cache = new StorageMetrics(collector).cache("headers");
        cache.hit();
        cache.miss();
        cache.miss();
        cache.evicted(3);
        assertThat(value("requests_total", "result", "miss")).isEqualTo(2);
        assertThat(value("evictions_total")).isEqualTo(3);
        cache.evicted(Long.MAX_VALUE);
        cache.evicted(5);
        assertThat(value("evictions_total")).isEqualTo(Long.MAX_VALUE);
    }

    private double value(String family, String... labels) {
        String[] all = new String[labels.length + 2];
        all[0] = "cache";
        all[1] = "headers";
        System.arraycopy(labels, 0, all, 2, labels.length);
        return collector
                .snapshot()
                .value("hotstuff2_storage_cache_" + family, all)
                .orElseThrow();
    }
}
