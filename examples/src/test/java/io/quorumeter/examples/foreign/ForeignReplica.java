package io.quorumeter.examples.foreign;

import java.time.Duration;

/** Somebody else's replica, with names of its own: rounds, ballots and seals. All that it tells goes through {@link Journal}. */
final class ForeignReplica {
    /** What the replica tells whoever looks on. */
    interface Journal {
        void roundStarted(long round, int coordinator, long nanos);

        void ballotArrived(long round, int member, byte[] hash, boolean signatureOk, long nanos);

        void sealed(long number, long round, byte[] hash, byte[] parentHash, int entries, long nanos);

        void roundExpired(long round, long nanos);
    }

    /** Where it gets its timers from. */
    interface Alarms {
        Runnable in(Duration delay, Runnable action);
    }

    private static final Duration PATIENCE = Duration.ofMillis(400);

    private final Journal journal;
    private final Alarms alarms;
    private Runnable takeBack = () -> {};
    private long round;

    ForeignReplica(Journal journal, Alarms alarms) {
        this.journal = journal;
        this.alarms = alarms;
    }

    void startRound(long number, long nanos) {
        takeBack.run();
        round = number;
        journal.roundStarted(number, (int) (number % 4), nanos);
        takeBack = alarms.in(PATIENCE, () -> journal.roundExpired(round, nanos + PATIENCE.toNanos()));
    }

    void receiveBallot(int member, byte[] hash, boolean signatureOk, long nanos) {
        journal.ballotArrived(round, member, hash, signatureOk, nanos);
    }

    void seal(long number, byte[] hash, byte[] parentHash, int entries, long nanos) {
        takeBack.run();
        journal.sealed(number, round, hash, parentHash, entries, nanos);
    }
}
