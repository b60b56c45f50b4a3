package io.quorumeter.consensus;

/**
 * What raised (or, wrongly, lowered) a lock.
 */
public enum LockCause {
    /** The certificate inside a proposal. */
    PROPOSAL,
    /** The certificate of the current view, from its leader or in a second vote. */
    PREPARE,
    /** The lock that another replica reported. */
    STATUS,
    /** A certificate learnt while catching up. */
    SYNC
}
