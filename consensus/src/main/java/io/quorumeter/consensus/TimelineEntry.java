package io.quorumeter.consensus;

import io.quorumeter.ValidatorSet;
import io.quorumeter.consensus.BlockTimeline.Block;
import io.quorumeter.consensus.BlockTimeline.QuorumVote;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/** A block on the timeline. All of its numbers are longs in one array, so that a vote allocates nothing. Safe from any thread. */
final class TimelineEntry {
    private static final long UNSET = Long.MIN_VALUE;
    private static final BlockStage[] STAGES = BlockStage.values();

    /** Of each phase: when voting began, the power that voted, who completed the quorum and when, who came last and when. */
    private static final int BEGUN = 0;

    private static final int POWER = 1;
    private static final int QUORUM_VALIDATOR = 2;
    private static final int QUORUM_NANOS = 3;
    private static final int LAST_VALIDATOR = 4;
    private static final int LAST_NANOS = 5;
    private static final int FIELDS = 6;

    final long view;
    final BlockId id;
    volatile int transactions = -1;

    /** Whether it was committed while the replica followed all the time since it was first known. */
    volatile boolean live;

    final long firstKnown;
    private final long height;
    private final AtomicLongArray numbers = new AtomicLongArray(STAGES.length + 2 * FIELDS);

    TimelineEntry(long view, BlockId id, long height, long nanos) {
        this.view = view;
        this.id = id;
        this.height = height;
        this.firstKnown = nanos;
        for (int i = 0; i < numbers.length(); i++) {
            numbers.setPlain(i, UNSET);
        }
        for (VotePhase phase : VotePhase.values()) {
            numbers.setPlain(place(phase, POWER), 0);
        }
    }

    /** The first time counts. */
    void reached(BlockStage stage, long nanos) {
        if (numbers.get(stage.ordinal()) == UNSET) {
            numbers.compareAndSet(stage.ordinal(), UNSET, nanos);
        }
    }

    /** What is voted for in this phase was sent. */
    void begin(VotePhase phase, long nanos) {
        numbers.compareAndSet(place(phase, BEGUN), UNSET, nanos);
    }

    void voted(VotePhase phase, int validator, ValidatorSet voters, long nanos) {
        long power = voters.power(validator);
        if (power <= 0) {
            return;
        }
        long total = numbers.addAndGet(place(phase, POWER), power);
        if (total >= voters.quorumPower() && total - power < voters.quorumPower()) {
            numbers.set(place(phase, QUORUM_NANOS), nanos);
            numbers.set(place(phase, QUORUM_VALIDATOR), validator);
        } else if (total > voters.quorumPower()) {
            numbers.set(place(phase, LAST_NANOS), nanos);
            numbers.set(place(phase, LAST_VALIDATOR), validator);
        }
    }

    Block toBlock(UnixClock clock) {
        Map<BlockStage, Duration> stages = new EnumMap<>(BlockStage.class);
        for (BlockStage stage : STAGES) {
            long nanos = numbers.get(stage.ordinal());
            if (nanos != UNSET) {
                stages.put(stage, Duration.ofNanos(Math.max(nanos - firstKnown, 0)));
            }
        }
        return new Block(
                height,
                id,
                view,
                transactions,
                (long) (clock.secondsAt(firstKnown) * 1e3),
                stages,
                quorum(VotePhase.VOTE),
                quorum(VotePhase.VOTE2));
    }

    private @Nullable QuorumVote quorum(VotePhase phase) {
        long validator = numbers.get(place(phase, QUORUM_VALIDATOR));
        long begun = numbers.get(place(phase, BEGUN));
        if (validator == UNSET || begun == UNSET) {
            return null;
        }
        long reached = numbers.get(place(phase, QUORUM_NANOS));
        long last = numbers.get(place(phase, LAST_VALIDATOR));
        long lastNanos = numbers.get(place(phase, LAST_NANOS));
        return new QuorumVote(
                (int) validator,
                Duration.ofNanos(Math.max(reached - begun, 0)),
                (int) (last == UNSET ? validator : last),
                last == UNSET ? Duration.ZERO : Duration.ofNanos(Math.max(lastNanos - reached, 0)));
    }

    private static int place(VotePhase phase, int field) {
        return STAGES.length + phase.ordinal() * FIELDS + field;
    }
}
