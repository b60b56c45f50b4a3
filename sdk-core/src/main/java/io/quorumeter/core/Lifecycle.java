package io.quorumeter.core;

import io.quorumeter.snapshot.MetricsSnapshot.EndedSeries;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** How many series a collector may have, and what becomes of those that end. */
final class Lifecycle {
    /** The ended series that snapshots name, at most. */
    static final int MOST_ENDED = 1_000;

    private final int seriesLimit;
    private final MemoryAccount memory;
    private final LateRecords late;
    private final InstantSource clock;
    private final Deque<EndedSeries> ended = new ArrayDeque<>();
    private List<EndedSeries> endedList = List.of();
    private boolean isListed = true;

    Lifecycle(int seriesLimit, MemoryAccount memory, LateRecords late, InstantSource clock) {
        this.seriesLimit = seriesLimit;
        this.memory = memory;
        this.late = late;
        this.clock = clock;
    }

    /** How many combinations of open label values a family may have. */
    int seriesLimit() {
        return seriesLimit;
    }

    MemoryAccount memory() {
        return memory;
    }

    LateRecords late() {
        return late;
    }

    /** A series of this family has ended, with this {@linkplain Marks mark}. */
    void ended(String family, Family.Series series, long mark) {
        late.watch(family, series.cell(), mark);
        synchronized (this) {
            if (ended.size() == MOST_ENDED) {
                ended.removeFirst();
            }
            ended.addLast(new EndedSeries(family, series.labels(), clock.instant()));
            isListed = false;
        }
    }

    /** The series that ended of late, the last one last. */
    synchronized List<EndedSeries> ended() {
        if (!isListed) {
            endedList = List.copyOf(ended);
            isListed = true;
        }
        return endedList;
    }
}
