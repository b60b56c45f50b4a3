package io.quorumeter.storage;

import static io.quorumeter.storage.StorageFamily.CHECKPOINT_FINGERPRINT;
import static io.quorumeter.storage.StorageFamily.CHECKPOINT_HEIGHT;
import static io.quorumeter.storage.StorageFamily.EXECUTED_HEIGHT;
import static io.quorumeter.storage.StorageFamily.ROOT_MISMATCHES;
import static io.quorumeter.storage.StorageFamily.TRANSITION;
import static io.quorumeter.storage.StorageFamily.TRANSITIONS;

import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.Gauge;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;
import io.quorumeter.binding.CheckpointGauges;
import io.quorumeter.binding.Families;

/**
 * What a node calls to tell how committed blocks change its state. Blocks are applied by one thread at a time, in the order of
 * heights; the other methods are safe from any thread. None throws, blocks or allocates, but for one small object at each checkpoint.
 */
public final class StateMetrics {
    private final Gauge executedHeight;
    private final By<TransitionResult, Counter> transitions;
    private final Timer transition;
    private final By<RootSource, Counter> rootMismatches;
    private final CheckpointGauges checkpoints;

    /**
     * Declares the families under the usual prefix {@code hotstuff2_}.
     *
     * @param metrics where they are declared
     */
    public StateMetrics(MetricsCollector metrics) {
        this(metrics, Families.DEFAULT_PREFIX);
    }

    /**
     * Declares the families under a prefix of one's own.
     *
     * @param metrics where they are declared
     * @param prefix stands before each name
     */
    public StateMetrics(MetricsCollector metrics, String prefix) {
        Families families = new Families(metrics, prefix);
        transition = families.timer(TRANSITION).create();
        transitions = families.counter(TRANSITIONS)
                .causedBy(families.names(TRANSITION))
                .by("result", TransitionResult.class)
                .create();
        executedHeight = families.gauge(EXECUTED_HEIGHT)
                .causedBy(families.names(TRANSITIONS))
                .create();
        rootMismatches =
                families.counter(ROOT_MISMATCHES).by("source", RootSource.class).create();
        checkpoints = new CheckpointGauges(families, CHECKPOINT_HEIGHT, CHECKPOINT_FINGERPRINT);
    }

    /**
     * The state on disk, before the first block is applied.
     *
     * @param height the height of the last block that is part of it
     */
    public void restored(long height) {
        executedHeight.set(height);
    }

    /**
     * A committed block is part of the state.
     *
     * @param height its height, above that of the call before
     * @param rootBits0to63 the first eight bytes of the digest of the state after it, big-endian
     * @param rootBits64to127 the next eight bytes
     * @param nanos how long applying it took, in nanoseconds
     */
    public void blockApplied(long height, long rootBits0to63, long rootBits64to127, long nanos) {
        transition.record(nanos);
        transitions.of(TransitionResult.OK).increment();
        executedHeight.set(height);
        checkpoints.reached(height, rootBits0to63, rootBits64to127);
    }

    /** A committed block could not be applied. */
    public void blockFailed() {
        transitions.of(TransitionResult.FAILED).increment();
    }

    /**
     * The own state root after a block is not the one agreed on.
     *
     * @param comparedWith whose root it was compared with
     */
    public void rootMismatched(RootSource comparedWith) {
        rootMismatches.of(comparedWith).increment();
    }

    /**
     * How far the state is.
     *
     * @return the height of the last block applied; 0 on a collector that keeps nothing
     */
    public long executedHeight() {
        return executedHeight.longValue();
    }
}
