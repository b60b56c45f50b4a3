package io.quorumeter.promql.series;

import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.Matcher;
import io.quorumeter.promql.model.SampleBuffer;
import io.quorumeter.promql.model.Series;
import io.quorumeter.promql.model.SeriesSource;
import io.quorumeter.promql.model.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Series with newer samples on top, one of each series. Not thread-safe while samples are added. */
public final class Overlay implements SeriesSource {
    private final SeriesSource below;
    private final Map<String, Map<Labels, Value.Sample>> byName = new HashMap<>();

    /**
     * Lays nothing over series yet.
     *
     * @param below what is older than all samples that are added
     */
    public Overlay(SeriesSource below) {
        this.below = below;
    }

    /**
     * Adds a sample, in place of the one that its series had here.
     *
     * @param sample of a series with a name; it hides what its series has below at that time and later
     */
    public void add(Value.Sample sample) {
        byName.computeIfAbsent(sample.labels().get(Labels.NAME), name -> new LinkedHashMap<>())
                .put(sample.labels(), sample);
    }

    @Override
    public Collection<? extends Series> select(List<Matcher> matchers, long from, long to) {
        Collection<? extends Series> before = below.select(matchers, from, to);
        Map<Labels, Value.Sample> now = matching(matchers, from, to);
        if (now.isEmpty()) {
            return before;
        }
        List<Series> all = new ArrayList<>();
        for (Series series : before) {
            Value.Sample newest = now.remove(series.labels());
            all.add(newest == null ? series : new OnTop(series.labels(), series, newest));
        }
        now.forEach((labels, sample) -> all.add(new OnTop(labels, null, sample)));
        return all;
    }

    private Map<Labels, Value.Sample> matching(List<Matcher> matchers, long from, long to) {
        Map<Labels, Value.Sample> found = new LinkedHashMap<>();
        for (Map.Entry<String, Map<Labels, Value.Sample>> named : byName.entrySet()) {
            if (fits(matchers, named.getKey())) {
                named.getValue().forEach((labels, sample) -> {
                    if (sample.time() >= from && sample.time() <= to && Matcher.all(matchers, labels)) {
                        found.put(labels, sample);
                    }
                });
            }
        }
        return found;
    }

    private static boolean fits(List<Matcher> matchers, String name) {
        return matchers.stream().allMatch(one -> !one.label().equals(Labels.NAME) || one.matches(name));
    }

    /** A series, and its newest sample. */
    private record OnTop(Labels labels, @Nullable Series before, Value.Sample newest) implements Series {
        @Override
        public void read(long from, long to, SampleBuffer into) {
            if (before != null) {
                before.read(from, Math.min(to, newest.time() - 1), into);
            }
            if (newest.time() >= from && newest.time() <= to) {
                into.add(newest.time(), newest.value());
            }
        }

        @Override
        public void readNewest(long from, long to, SampleBuffer into) {
            if (newest.time() >= from && newest.time() <= to) {
                into.add(newest.time(), newest.value());
            } else if (before != null) {
                before.readNewest(from, Math.min(to, newest.time() - 1), into);
            }
        }
    }
}
