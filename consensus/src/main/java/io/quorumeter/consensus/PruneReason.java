package io.quorumeter.consensus;

/**
 * Why an uncommitted block was dropped.
 */
public enum PruneReason {
    /** A block that conflicts with it was committed. */
    ABANDONED,
    /** It was not certified in time and room was needed. */
    SUPERSEDED
}
