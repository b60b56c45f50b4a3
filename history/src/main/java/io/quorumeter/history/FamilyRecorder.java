package io.quorumeter.history;

import io.quorumeter.Bounds;
import io.quorumeter.core.CanonicalNumber;
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
            switch (family.descriptor().type()) {
                case COUNTER, GAUGE, INFO, STATE_SET -> add(family.value(i));
                case HISTOGRAM -> addHistogram(family, i, unixMillis);
                case SUMMARY -> addSummary(family, i);
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

    private void addHistogram(FamilySnapshot family, int i, long unixMillis) {
        family.countsAtOrBelow(i, counts);
        for (int bound = firstShown(family.bounds()); bound < counts.length; bound++) {
            add((double) counts[bound]);
        }
        double count = (double) family.count(i);
        add(count);
        add(family.sum(i));
        add(count);
        long before = minutes[i].bytes();
        for (double quantile : minutes[i].values(family, i, unixMillis)) {
            add(quantile);
        }
        sink.keep(minutes[i].bytes() - before);
    }

    private void addSummary(FamilySnapshot family, int i) {
        for (double share : family.quantiles()) {
            add(family.quantile(i, share));
        }
        add(family.sum(i));
        add((double) family.count(i));
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
        switch (family.descriptor().type()) {
            case COUNTER, GAUGE, INFO, STATE_SET -> labels.forEach(one -> open(family, "", one));
            case HISTOGRAM -> labels.forEach(one -> openHistogram(family, one));
            case SUMMARY -> labels.forEach(one -> openSummary(family, one));
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

    private void openHistogram(FamilySnapshot family, io.quorumeter.Labels one) {
        for (int bound = firstShown(family.bounds()); bound < family.bounds().size(); bound++) {
            open(
                    family,
                    "_bucket",
                    one.with("le", CanonicalNumber.of(family.bounds().get(bound))));
        }
        open(family, "_bucket", one.with("le", "+Inf"));
        open(family, "_sum", one);
        open(family, "_count", one);
        for (String quantile : LastMinute.NAMES) {
            open(family, ":" + quantile, one);
        }
    }

    private void openSummary(FamilySnapshot family, io.quorumeter.Labels one) {
        for (double share : family.quantiles()) {
            open(family, "", one.with("quantile", CanonicalNumber.of(share)));
        }
        open(family, "_sum", one);
        open(family, "_count", one);
    }

    private void open(FamilySnapshot family, String suffix, io.quorumeter.Labels own) {
        Map<String, String> all = new HashMap<>();
        constants.forEach(all::put);
        own.forEach(all::put);
        all.put(Labels.NAME, family.descriptor().name() + suffix);
        series.add(sink.open(Labels.of(all), this));
    }

    /** Returns the first bound that is not below zero, where nothing is ever counted and a scrape shows nothing. */
    private static int firstShown(Bounds bounds) {
        int first = 0;
        while (first < bounds.size() && bounds.get(first) < 0) {
            first++;
        }
        return first;
    }
}
