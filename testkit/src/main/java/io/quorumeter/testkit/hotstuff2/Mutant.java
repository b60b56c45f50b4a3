package io.quorumeter.testkit.hotstuff2;

/**
 * Faults that can be switched on in a replica, each a rule of the protocol left out. A check that does not find them proves
 * nothing.
 */
public enum Mutant {
    /** Votes for a proposal whose certificate ranks below the lock. */
    SKIP_LOCK_RULE,
    /** Sends the second vote without raising the lock to the certificate that it votes for. */
    KEEP_LOCK_ON_PREPARE,
    /** Sends the second vote also for a certificate of a view that it has left. */
    VOTE2_FOR_PAST_VIEW,
    /** Votes for a proposal without raising the lock to its certificate. */
    KEEP_LOCK_ON_VOTE,
    /** Commits by two certificates in a row whose views are not consecutive; pipelined variant only. */
    COMMIT_NON_CONSECUTIVE,
    /** As a leader proposes at once, whatever lock some other replica may hold. */
    SKIP_DELTA_WAIT,
    /** Takes 2f + 1 signatures for a quorum where n − f is more, which is when n is not 3f + 1. */
    QUORUM_2F_PLUS_1,
    /** Begins after a restart as if it had never voted. */
    FORGET_ON_RESTART
}
