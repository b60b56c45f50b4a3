package io.quorumeter.history;

import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.Matcher;
import io.quorumeter.promql.model.SampleBuffer;
import io.quorumeter.promql.model.Series;
import io.quorumeter.promql.model.Stale;
import io.quorumeter.promql.model.Value;
import io.quorumeter.snapshot.FamilySnapshot;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The last hours in memory, compressed. Appending never waits for a reader. Each series that is appended to has a value at every tick, so
 * that all share one column of times; a series that ends is marked and no longer has any.
 *
 * <p>Memory and number of series are limited. A series for which there is no room is refused and counted. When the series that are there
 * outgrow the memory, the oldest samples of all are dropped before their time, which is counted too.
 */
public final class Head implements History {
    /** How many ticks a chunk has. Chunks end at different ticks in different series, so that no tick has to seal many. */
    private static final int CHUNK_TICKS = 600;

    private static final int SWEEP_TICKS = 64;
    private static final int PARTS = 8;

    private final HeadLimits limits;
    private final Map<String, Map<Labels, HeadSeries>> byName = new ConcurrentHashMap<>();
    private final Map<String, FamilyRecorder> families = new HashMap<>();
    private final Times times = new Times();
    private final Writer writer = new Writer();
    private final DerivedRecorder derivedSeries = new DerivedRecorder(writer);

    /** The tick behind the last one that readers may see, and the first one that is kept. */
    private volatile long end;

    private volatile long floor;
    private volatile HistoryStatistics statistics = new HistoryStatistics(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /**
     * Creates an empty head.
     *
     * @param limits what it may keep
     */
    public Head(HeadLimits limits) {
        this.limits = limits;
    }

    @Override
    public synchronized void append(MetricsSnapshot snapshot, long unixMillis, Derived derived) {
        if (!writer.begin(unixMillis)) {
            return;
        }
        Collection<Value.Sample> values = List.of();
        try {
            for (FamilySnapshot family : snapshot.families()) {
                families.computeIfAbsent(
                                family.descriptor().name(),
                                name -> new FamilyRecorder(writer, snapshot.constantLabels()))
                        .append(family, writer.tick, unixMillis);
            }
            values = derived.values((matchers, from, to) -> select(matchers, from, to, writer.tick + 1));
        } finally {
            derivedSeries.append(values);
            writer.finish();
        }
    }

    @Override
    public synchronized void end(long unixMillis) {
        writer.begin(Math.max(unixMillis, writer.newestMillis + 1));
        derivedSeries.append(List.of());
        writer.finish();
    }

    @Override
    public HistoryStatistics statistics() {
        return statistics;
    }

    @Override
    public Collection<? extends Series> select(List<Matcher> matchers, long from, long to) {
        return select(matchers, from, to, end);
    }

    /** Selects up to before a tick; only derived series have no value yet in a tick that is not published. */
    private Collection<? extends Series> select(List<Matcher> matchers, long from, long to, long endTick) {
        Window all = window(from, to, endTick);
        Window published = endTick == end ? all : window(from, to, end);
        return candidates(matchers).stream()
                .flatMap(named -> named.values().stream())
                .filter(series -> Matcher.all(matchers, series.labels()))
                .map(series -> new Selected(series, series.owner == derivedSeries ? published : all))
                .filter(selected -> selected.series.hasBetween(selected.window.from, selected.window.to))
                .toList();
    }

    private Window window(long from, long to, long endTick) {
        Times.View view = times.view();
        long first = Math.max(floor, view.firstTick());
        return new Window(
                view, view.firstFrom(from, first, endTick), view.firstFrom(to + 1, first, endTick), endTick > end);
    }

    private Collection<Map<Labels, HeadSeries>> candidates(List<Matcher> matchers) {
        for (Matcher matcher : matchers) {
            if (matcher.op() == Matcher.Op.EQUAL && matcher.label().equals(Labels.NAME)) {
                return List.of(byName.getOrDefault(matcher.value(), Map.of()));
            }
        }
        return byName.values();
    }

    /** The ticks from one to before another, with their times, and whether the thread that appends looks at its own tick. */
    private record Window(Times.View times, long from, long to, boolean isWriters) {}

    private record Selected(HeadSeries series, Window window) implements Series {
        @Override
        public Labels labels() {
            return series.labels();
        }

        @Override
        public void read(long from, long to, SampleBuffer into) {
            Times.View times = window.times;
            long first = times.firstFrom(from, window.from, window.to);
            series.read(times, first, times.firstFrom(to + 1, first, window.to), into);
        }

        /** The value of the tick that is being written is at hand, for the thread that writes it. */
        @Override
        public void readNewest(long from, long to, SampleBuffer into) {
            long newest = window.to - 1;
            boolean isHere = window.isWriters && series.nextTick() == window.to && newest >= window.from;
            if (isHere && window.times.at(newest) >= from && window.times.at(newest) <= to) {
                into.add(window.times.at(newest), series.newest());
            } else {
                Series.super.readNewest(from, to, into);
            }
        }
    }

    /** What happens in a tick, under the head's lock. */
    private final class Writer implements FamilyRecorder.Sink {
        private long tick;
        private int series;
        private long samples;
        private long appended;
        private long chunks;
        private long bytes;
        private long refused;
        private long droppedTicks;
        private long shortenings;
        private long newestMillis;

        boolean begin(long unixMillis) {
            if (unixMillis <= newestMillis) {
                droppedTicks++;
                report();
                return false;
            }
            newestMillis = unixMillis;
            times.add(unixMillis);
            return true;
        }

        /** Ends what is no longer there, publishes the tick and frees what is too old or too much. */
        void finish() {
            for (Iterator<FamilyRecorder> all = families.values().iterator(); all.hasNext(); ) {
                FamilyRecorder family = all.next();
                if (family.lastTick() != tick) {
                    family.end();
                    all.remove();
                }
            }
            tick++;
            end = tick;
            long oldest = newestMillis - limits.retention().toMillis();
            floor = times.view().firstFrom(oldest, floor, tick);
            if (tick % SWEEP_TICKS == 0) {
                sweep();
            }
            if (bytes() > limits.maxBytes()) {
                shorten();
            }
            report();
        }

        @Override
        public @Nullable HeadSeries open(Labels labels, Object recorder) {
            Map<Labels, HeadSeries> named = byName.get(labels.get(Labels.NAME));
            HeadSeries found = named == null ? null : named.get(labels);
            if (found == null && hasRoomFor(labels)) {
                found = new HeadSeries(labels);
                byName.computeIfAbsent(labels.get(Labels.NAME), name -> new ConcurrentHashMap<>())
                        .put(labels, found);
                series++;
                bytes += HeadSeries.overhead(labels);
            }
            if (found == null || (found.owner != null && found.owner != recorder)) {
                refused++;
                return null;
            }
            found.owner = recorder;
            return found;
        }

        private boolean hasRoomFor(Labels labels) {
            return series < limits.maxSeries() && bytes() + HeadSeries.overhead(labels) <= limits.maxBytes();
        }

        @Override
        public void add(HeadSeries to, double value) {
            long next = to.nextTick();
            if (next > tick) {
                return; // it has a value already, from before a failure
            }
            if (next >= 0 && next < tick) {
                bytes -= to.seal();
            }
            chunks += next == tick ? 0 : 1;
            bytes += to.add(tick, value);
            samples++;
            appended++;
            if ((tick + to.phase()) % CHUNK_TICKS == 0) {
                bytes -= to.seal();
            }
        }

        @Override
        public void end(HeadSeries ended) {
            add(ended, Stale.MARKER);
            bytes -= ended.seal();
            ended.owner = null;
        }

        @Override
        public void keep(long more) {
            bytes += more;
        }

        private long bytes() {
            return bytes + times.bytes();
        }

        /** Drops chunks before the floor, and series that have nothing else. */
        private void sweep() {
            int before = series;
            times.dropBefore(floor);
            for (Map<Labels, HeadSeries> named : byName.values()) {
                for (Iterator<HeadSeries> all = named.values().iterator(); all.hasNext(); ) {
                    HeadSeries one = all.next();
                    for (Chunk gone = one.dropBefore(floor); gone != null; gone = one.dropBefore(floor)) {
                        bytes -= gone.size();
                        samples -= gone.ticks();
                        chunks--;
                    }
                    if (one.owner == null && one.isEmpty()) {
                        all.remove();
                        bytes -= HeadSeries.overhead(one.labels());
                        series--;
                    }
                }
            }
            byName.values().removeIf(Map::isEmpty);
            if (series < before) {
                families.values().forEach(FamilyRecorder::retry);
                derivedSeries.retry();
            }
        }

        /** Raises the floor until the limit of memory is kept; at the worst to now, when even open chunks are given up. */
        private void shorten() {
            shortenings++;
            long first = floor;
            for (int part = 1; part <= PARTS && bytes() > limits.maxBytes(); part++) {
                floor = first + (tick - first) * part / PARTS;
                if (part == PARTS) {
                    byName.values().forEach(named -> named.values().forEach(one -> bytes -= one.seal()));
                }
                sweep();
            }
        }

        private void report() {
            boolean any = samples > 0;
            long oldestMillis = any ? times.view().at(Math.min(floor, tick - 1)) : 0;
            statistics = new HistoryStatistics(
                    series,
                    samples,
                    appended,
                    chunks,
                    bytes(),
                    oldestMillis,
                    any ? newestMillis : 0,
                    refused,
                    droppedTicks,
                    shortenings);
        }
    }
}
