package io.quorumeter.consensus;

import static io.quorumeter.consensus.ConsensusFamily.BLOCKS_COMMITTED;
import static io.quorumeter.consensus.ConsensusFamily.BLOCKS_PROPOSED;
import static io.quorumeter.consensus.ConsensusFamily.BLOCK_COMMIT_LATENCY;
import static io.quorumeter.consensus.ConsensusFamily.BLOCK_INTERVAL;
import static io.quorumeter.consensus.ConsensusFamily.CERTIFICATES;
import static io.quorumeter.consensus.ConsensusFamily.CHECKPOINT_FINGERPRINT;
import static io.quorumeter.consensus.ConsensusFamily.CHECKPOINT_HEIGHT;
import static io.quorumeter.consensus.ConsensusFamily.COMMITTED_HEIGHT;
import static io.quorumeter.consensus.ConsensusFamily.COMMITTED_VIEW;
import static io.quorumeter.consensus.ConsensusFamily.COMMIT_AGE;
import static io.quorumeter.consensus.ConsensusFamily.LAST_COMMIT_TIMESTAMP;
import static io.quorumeter.consensus.ConsensusFamily.PROPOSALS_RECEIVED;
import static io.quorumeter.consensus.ConsensusFamily.TRANSACTIONS_COMMITTED;

import io.quorumeter.Bounds;
import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.Gauge;
import io.quorumeter.Timer;
import io.quorumeter.binding.CheckpointGauges;
import io.quorumeter.binding.Families;

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

    CommitMetrics(Families families, Bounds protocolTimes, UnixClock clock, Following following) {
        this.following = following;
        latency = families.timer(BLOCK_COMMIT_LATENCY)
                .bounds(protocolTimes)
                .causedBy(families.names(PROPOSALS_RECEIVED, BLOCKS_PROPOSED, CERTIFICATES))
                .create();
        interval = families.timer(BLOCK_INTERVAL)
                .bounds(protocolTimes)
                .causedBy(families.names(BLOCK_COMMIT_LATENCY))
                .create();
        transactions = families.counter(TRANSACTIONS_COMMITTED)
                .causedBy(families.names(BLOCK_COMMIT_LATENCY))
                .create();
        blocks = families.counter(BLOCKS_COMMITTED)
                .causedBy(families.names(TRANSACTIONS_COMMITTED, BLOCK_INTERVAL))
                .by("path", CommitPath.class)
                .create();
        height = families.gauge(COMMITTED_HEIGHT)
                .causedBy(families.names(BLOCKS_COMMITTED))
                .create();
        view = families.gauge(COMMITTED_VIEW)
                .causedBy(families.names(BLOCKS_COMMITTED))
                .create();
        timestamp = new Timestamp(clock);
        families.gauge(LAST_COMMIT_TIMESTAMP)
                .causedBy(families.names(BLOCKS_COMMITTED))
                .derive(timestamp::seconds);
        lastLive = new Timestamp(clock);
        families.gauge(COMMIT_AGE).causedBy(families.names(BLOCKS_COMMITTED)).derive(lastLive::age);
        checkpoints = new CheckpointGauges(families, CHECKPOINT_HEIGHT, CHECKPOINT_FINGERPRINT);
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
