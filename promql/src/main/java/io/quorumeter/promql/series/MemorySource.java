package io.quorumeter.promql.series;

import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.Matcher;
import io.quorumeter.promql.model.SampleBuffer;
import io.quorumeter.promql.model.Series;
import io.quorumeter.promql.model.SeriesSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Series in maps. Not thread-safe while samples are added. */
public final class MemorySource implements SeriesSource {
    private final Map<Labels, NavigableMap<Long, Double>> series = new LinkedHashMap<>();

    /** Creates a source without series. */
    public MemorySource() {}

    /**
     * Adds a sample, in place of one of the same time.
     *
     * @param labels the series' labels
     * @param time milliseconds since 1970
     * @param value the value
     * @return this source
     */
    public MemorySource add(Labels labels, long time, double value) {
        series.computeIfAbsent(labels, key -> new TreeMap<>()).put(time, value);
        return this;
    }

    /** Removes all samples. */
    public void clear() {
        series.clear();
    }

    @Override
    public Collection<Series> select(List<Matcher> matchers, long from, long to) {
        return series.entrySet().stream()
                .filter(each -> Matcher.all(matchers, each.getKey()))
                .<Series>map(each -> new Stored(each.getKey(), each.getValue()))
                .toList();
    }

    private record Stored(Labels labels, NavigableMap<Long, Double> samples) implements Series {
        @Override
        public void read(long from, long to, SampleBuffer into) {
            if (from <= to) {
                samples.subMap(from, true, to, true).forEach(into::add);
            }
        }
    }
}
