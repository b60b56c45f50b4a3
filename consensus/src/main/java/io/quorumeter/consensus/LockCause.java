package io.quorumeter.consensus;

/**
 * What raised (or, wrongly, lowered) a lock.
 */
public enum LockCause {
    /** The certificate inside a proposal, also one inside a double certificate that came with it. */
    PROPOSAL,
    /** The certificate of a view: from its leader, in a second vote, or inside a double certificate that was formed or came alone. */
    PREPARE,
    /** The lock that another replica reported. */
    STATUS,
    /** A certificate learnt while catching up. */
    SYNC
}
