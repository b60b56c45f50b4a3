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
    VOTE2_FOR_PAST_VIEW
}
