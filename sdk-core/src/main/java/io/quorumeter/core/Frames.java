package io.quorumeter.core;

import io.quorumeter.Labels;
import io.quorumeter.snapshot.FamilySnapshot;
import io.quorumeter.snapshot.MetricsSnapshot;
import io.quorumeter.snapshot.MetricsSnapshot.EndedSeries;
import io.quorumeter.spi.SteadyClock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Takes snapshots, in memory that earlier ones gave back where there is some. */
final class Frames implements SharedSnapshots.Source {
    /** One for a scrape and one for what the node reads itself; when more were read at the same time, the rest is garbage. */
    private static final int SPARE = 2;

    private static final int MOST_ATTEMPTS = 4;

    private final Registry registry;
    private final Callbacks callbacks;
    private final SteadyClock clock;
    private final Runnable beforeReading;
    private final Labels constantLabels;
    private final Supplier<List<EndedSeries>> ended;
    private final BlockingQueue<Frame> spare = new ArrayBlockingQueue<>(SPARE);

    /** What snapshots know their collector by, without keeping it alive. */
    private final Object identity = new Object();

    private long taken;

    Frames(
            Registry registry,
            Callbacks callbacks,
            SteadyClock clock,
            Runnable beforeReading,
            Labels constantLabels,
            Supplier<List<EndedSeries>> ended) {
        this.registry = registry;
        this.callbacks = callbacks;
        this.clock = clock;
        this.beforeReading = beforeReading;
        this.constantLabels = constantLabels;
        this.ended = ended;
    }

    /**
     * A family that came while the others were read may hold the cause of an effect that was read; so then all are read once more. A
     * program declares its families within moments, and one that does not end to is not waited for.
     */
    @Override
    public Lease take(boolean toKeep) {
        beforeReading.run();
        for (int attempt = 1; ; attempt++) {
            List<ReadingOrder.Step> steps = registry.steps();
            Frame frame = toKeep ? new Frame(steps) : spareOrNew(steps);
            Instant time = clock.instant();
            List<FamilySnapshot> families = frame.fill(callbacks);
            if (steps == registry.steps() || attempt == MOST_ATTEMPTS) {
                AtomicBoolean isOver = new AtomicBoolean();
                MetricsSnapshot snapshot = new MetricsSnapshot(
                        time, families, constantLabels, ended.get(), identity, ++taken, isOver::get);
                return new Lease(snapshot, () -> {
                    isOver.set(true);
                    giveBack(frame);
                });
            }
        }
    }

    private Frame spareOrNew(List<ReadingOrder.Step> steps) {
        Frame frame = spare.poll();
        while (frame != null && !frame.isFor(steps)) {
            frame = spare.poll();
        }
        return frame == null ? new Frame(steps) : frame;
    }

    private void giveBack(Frame frame) {
        frame.end();
        spare.offer(frame); // refused when there are enough
    }
}
