package io.quorumeter.history;

import io.quorumeter.Bounds;
import io.quorumeter.promql.model.Labels;
import io.quorumeter.snapshot.FamilySnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The series of one family, in the order in which a snapshot gives their values. They are looked up again only when the snapshot has
 * another list of labels, which means that a series began or ended.
 */
final class FamilyRecorder {
    /** Where the series are, and what becomes of their values. */
    interface Sink {
        /** Returns the series of these labels for a recorder; null when there is no room for it, or another recorder writes it. */
        @Nullable
        HeadSeries open(Labels labels, Object recorder);

        /** Adds this tick's value. */
        void add(HeadSeries series, double value);

        /** Ends a series with a stale marker. */
        void end(HeadSeries series);

        /** Counts bytes that are kept beside the values of series, or no longer if there are fewer than none. */
        void keep(long bytes);
    }

    private final Sink sink;
    private final io.quorumeter.Labels constants;
    private final List<@Nullable HeadSeries> series = new ArrayList<>();
    private List<io.quorumeter.Labels> labels = List.of();
    private @Nullable Bounds bounds;
    private LastMinute[] minutes = {};
    private long[] counts = {};
    private long lastTick = -1;
    private int next;
    private boolean isIncomplete;

    FamilyRecorder(Sink sink, io.quorumeter.Labels constants) {
        this.sink = sink;
        this.constants = constants;
    }

    /** Returns the last tick at which the family was there. */
    long lastTick() {
        return lastTick;
    }

    /** Adds the values of all series. */
    @SuppressWarnings("ReferenceEquality") // the list is the same object as long as no series begins or ends
    void append(FamilySnapshot family, long tick, long unixMillis) {
        if (isIncomplete || labels != family.allLabels() || !family.bounds().equals(bounds)) {
            isIncomplete = false;
            lookUp(family);
        }
        lastTick = tick;
        next = 0;
        for (int i = 0; i < labels.size(); i++) {
            FamilySeries.values(family, i, counts, this::add);
            if (minutes.length > 0) {
                addMinute(family, i, unixMillis);
            }
        }
    }

    /** Asks again for the series that were refused, as there may be room now. */
    void retry() {
        isIncomplete = series.contains(null);
    }

    /** Ends all series. */
    void end() {
        sink.keep(-bytes());
        for (HeadSeries one : series) {
            if (one != null) {
                sink.end(one);
            }
        }
    }

    private void addMinute(FamilySnapshot family, int i, long unixMillis) {
        long before = minutes[i].bytes();
        for (double quantile : minutes[i].values(family, i, unixMillis)) {
            add(quantile);
        }
        sink.keep(minutes[i].bytes() - before);
    }

    private void add(double value) {
        HeadSeries one = series.get(next++);
        if (one != null) {
            sink.add(one, value);
        }
    }

    private void lookUp(FamilySnapshot family) {
        Set<HeadSeries> gone = series.stream().filter(Objects::nonNull).collect(Collectors.toSet());
        Map<io.quorumeter.Labels, LastMinute> known = new HashMap<>();
        for (int i = 0; i < minutes.length; i++) {
            known.put(labels.get(i), minutes[i]);
        }
        sink.keep(-bytes());
        labels = family.allLabels();
        bounds = family.bounds();
        counts = new long[bounds.size()];
        series.clear();
        for (io.quorumeter.Labels one : labels) {
            FamilySeries.forEach(family, constants, one, this::open);
            if (family.hasDistributions()) {
                for (String quantile : LastMinute.NAMES) {
                    open(FamilySeries.labels(family, ":" + quantile, constants, one));
                }
            }
        }
        minutes = family.hasDistributions()
                ? labels.stream()
                        .map(one -> known.getOrDefault(one, new LastMinute()))
                        .toArray(LastMinute[]::new)
                : new LastMinute[0];
        sink.keep(bytes());
        series.forEach(gone::remove);
        gone.forEach(sink::end);
    }

    private long bytes() {
        return Arrays.stream(minutes).mapToLong(LastMinute::bytes).sum();
    }

    private void open(Labels one) {
        series.add(sink.open(one, this));
    }
}
