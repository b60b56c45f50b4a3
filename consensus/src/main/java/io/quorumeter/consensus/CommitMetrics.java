package io.quorumeter.consensus;

import static io.quorumeter.consensus.ConsensusFamilies.BLOCKS_COMMITTED;
import static io.quorumeter.consensus.ConsensusFamilies.BLOCK_COMMIT_LATENCY;
import static io.quorumeter.consensus.ConsensusFamilies.BLOCK_INTERVAL;
import static io.quorumeter.consensus.ConsensusFamilies.CHECKPOINT_FINGERPRINT;
import static io.quorumeter.consensus.ConsensusFamilies.CHECKPOINT_HEIGHT;
import static io.quorumeter.consensus.ConsensusFamilies.COMMITTED_HEIGHT;
import static io.quorumeter.consensus.ConsensusFamilies.COMMITTED_VIEW;
import static io.quorumeter.consensus.ConsensusFamilies.COMMIT_AGE;
import static io.quorumeter.consensus.ConsensusFamilies.LAST_COMMIT_TIMESTAMP;
import static io.quorumeter.consensus.ConsensusFamilies.TRANSACTIONS_COMMITTED;

import io.quorumeter.Bounds;
import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.Gauge;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;
import io.quorumeter.binding.CheckpointGauges;

/**
 * Commits and how long they took. Blocks are committed by the thread that tells of the replica's own state; proposals may become known
 * on any.
 */
final class CommitMetrics {
    private final By<CommitPath, Counter> blocks;
    private final Counter transactions;
    private final Timer latency;
    private final Timer interval;
    private final Gauge height;
    private final Gauge view;
    private final Timestamp timestamp;
    private final Timestamp lastLive;
    private final CheckpointGauges checkpoints;
    private final FirstKnown firstKnown = new FirstKnown();
    private final Following following;

    private volatile long committedHeight;
    private boolean lastWasLive;
    private long lastNanos;

    CommitMetrics(MetricsCollector metrics, Bounds protocolTimes, UnixClock clock, Following following) {
        this.following = following;
        latency = BLOCK_COMMIT_LATENCY.bounds(protocolTimes).on(metrics);
        interval = BLOCK_INTERVAL.bounds(protocolTimes).on(metrics);
        transactions = TRANSACTIONS_COMMITTED.on(metrics);
        blocks = BLOCKS_COMMITTED.on(metrics);
        height = COMMITTED_HEIGHT.on(metrics);
        view = COMMITTED_VIEW.on(metrics);
        timestamp = new Timestamp(clock);
        LAST_COMMIT_TIMESTAMP.derive(metrics, timestamp::seconds);
        lastLive = new Timestamp(clock);
        COMMIT_AGE.derive(metrics, lastLive::age);
        checkpoints = new CheckpointGauges(metrics, CHECKPOINT_HEIGHT, CHECKPOINT_FINGERPRINT);
    }

    void restored(long durableHeight, long durableView) {
        committedHeight = durableHeight;
        lastWasLive = false;
        view.set(durableView);
        height.set(durableHeight);
    }

    /** A block is known by its proposal; what is committed already stays forgotten. */
    void known(BlockId block, long blockHeight, long nanos) {
        if (blockHeight > committedHeight) {
            firstKnown.note(block, nanos);
        }
    }

    /** Nanoseconds since the block was first known, −1 when it never was, or the replica has not followed all the time since. */
    long knownSince(BlockId block, long now) {
        return following.age(firstKnown.age(block, now), now);
    }

    /** Whether consensus committed the block while the replica followed, from its proposal on if that is known. */
    boolean isLive(CommittedBlock block) {
        long age = Math.max(firstKnown.age(block.id(), block.nanos()), 0);
        return block.path() == CommitPath.LIVE && following.isWhole(block.nanos() - age);
    }

    void pruned(BlockId block) {
        firstKnown.remove(block);
    }

    /** Whether the block would be news: heights are committed once, rising. */
    boolean isNew(CommittedBlock block) {
        return block.height() > committedHeight;
    }

    /** Counts a commit that is news, live or not, of a block known for so long; −1 when that is not known. */
    void committed(CommittedBlock block, boolean live, long age) {
        committedHeight = block.height();
        firstKnown.remove(block.id());
        if (age >= 0) {
            latency.record(age);
        }
        if (live && lastWasLive && following.isWhole(lastNanos)) {
            interval.record(Math.max(block.nanos() - lastNanos, 0));
        }
        lastWasLive = live;
        lastNanos = block.nanos();
        transactions.increment(Math.max(block.transactions(), 0));
        blocks.of(block.path()).increment();
        view.set(block.proposalView());
        height.set(block.height());
        timestamp.set(block.nanos());
        if (live) {
            lastLive.set(block.nanos());
        }
        if (!block.id().equals(BlockId.NONE)) {
            checkpoints.reached(block.height(), block.id().first(), block.id().second());
        }
    }

    long committedHeight() {
        return height.longValue();
    }
}
