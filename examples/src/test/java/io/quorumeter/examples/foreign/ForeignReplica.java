package io.quorumeter.examples.foreign;

import java.time.Duration;
import java.util.List;

/**
 * Somebody else's replica, with names of its own: in each round a coordinator proposes a block of entries, members cast ballots for it, and
 * two rounds in a row with enough ballots seal the block of the first. All that it tells goes through {@link Journal}.
 */
final class ForeignReplica {
    /** What the replica tells whoever looks on. */
    interface Journal {
        /** {@code expired} says whether the round before ran out of time, else it ended with enough ballots. */
        void roundStarted(long round, long previous, boolean expired, int coordinator, long nanos);

        void ballotArrived(long round, int member, byte[] hash, long nanos);

        /** {@code round} proposed it, and {@code by} is the round after, whose ballots sealed it. */
        void sealed(long number, long round, long by, byte[] hash, byte[] parent, int entries, long bytes, long nanos);

        void roundExpired(long round, long nanos);
    }

    /** Where it gets its timers from. */
    interface Alarms {
        Runnable in(Duration delay, Runnable action);
    }

    /** How long a round waits for its proposal. */
    static final Duration PATIENCE = Duration.ofMillis(400);

    private final Journal journal;
    private final Alarms alarms;
    private Runnable takeBack = () -> {};
    private boolean expired;
    private long round;

    ForeignReplica(Journal journal, Alarms alarms) {
        this.journal = journal;
        this.alarms = alarms;
    }

    void startRound(long number, long nanos) {
        takeBack.run();
        journal.roundStarted(number, round, expired, (int) (number % 4), nanos);
        round = number;
        expired = false;
        takeBack = alarms.in(PATIENCE, () -> expire(nanos + PATIENCE.toNanos()));
    }

    private void expire(long nanos) {
        expired = true;
        journal.roundExpired(round, nanos);
    }

    void receiveBallot(int member, byte[] hash, long nanos) {
        journal.ballotArrived(round, member, hash, nanos);
    }

    /** Seals the block that was proposed in the round before this one. */
    void seal(long number, byte[] hash, byte[] parent, List<byte[]> entries, long nanos) {
        takeBack.run();
        long bytes = entries.stream().mapToLong(entry -> entry.length).sum();
        journal.sealed(number, round - 1, round, hash, parent, entries.size(), bytes, nanos);
    }
}
