package io.quorumeter.consensus;

/** What became of a view, for the validator that led it. */
public enum ProposerOutcome {
    /** It ended with a certificate. */
    CERTIFIED,
    /** It timed out here. */
    TIMED_OUT
}
