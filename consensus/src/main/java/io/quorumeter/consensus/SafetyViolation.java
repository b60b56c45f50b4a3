package io.quorumeter.consensus;

/** What must never be seen: the protocol, or this replica, is broken. */
public enum SafetyViolation implements Finding {
    /** Two blocks committed at one height. */
    CONFLICTING_COMMIT,
    /** A block committed that does not extend the last committed one. */
    COMMIT_GAP,
    /** A block committed without the certificates that this takes. */
    COMMIT_WITHOUT_CERTIFICATE,
    /** Two blocks certified in one view. */
    CONFLICTING_CERTIFICATES,
    /** A certificate accepted that has too little power behind it. */
    WEAK_CERTIFICATE,
    /** This replica voted for two blocks in one view and phase. */
    OWN_DOUBLE_VOTE,
    /** This replica proposed two blocks in one view. */
    OWN_DOUBLE_PROPOSAL,
    /** This replica voted for a block that extends a certificate below its lock. */
    OWN_VOTE_BELOW_LOCK,
    /** This replica voted in a view not above the last one that it voted in. */
    OWN_VOTE_STALE_VIEW,
    /** This replica sent a second vote without knowing the certificate. */
    OWN_VOTE2_WITHOUT_CERTIFICATE,
    /** This replica sent a second vote for a certificate above its lock. */
    OWN_VOTE2_WITHOUT_LOCK,
    /** The lock went down. */
    LOCK_REGRESSION,
    /** The view went down, or was entered twice. */
    VIEW_REGRESSION,
    /** A view was entered without the evidence that this takes. */
    VIEW_ENTRY_WITHOUT_EVIDENCE,
    /** The own state differs from that of the others at one height. */
    STATE_DIVERGENCE
}
