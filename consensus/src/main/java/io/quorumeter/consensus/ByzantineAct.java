package io.quorumeter.consensus;

/** What only a faulty validator signs; the signed messages are the evidence. */
public enum ByzantineAct implements Finding {
    /** First votes for two blocks in one view. */
    DOUBLE_VOTE,
    /** Second votes for two certificates in one view. */
    DOUBLE_VOTE2,
    /** Two proposals in one view. */
    DOUBLE_PROPOSAL,
    /** Two time-outs of one view with different high certificates. */
    DOUBLE_TIMEOUT,
    /** A vote against a lock that an earlier vote bound the validator to. */
    LOCK_VIOLATION,
    /** A status or time-out that names a lock lower than an earlier vote bound the validator to. */
    LOCK_CONCEALMENT,
    /** A second vote without a valid certificate. */
    VOTE2_WITHOUT_CERTIFICATE,
    /** A proposal with an invalid certificate inside. */
    INVALID_CERTIFICATE_PROPOSED
}
