package io.quorumeter.consensus;

/**
 * What a replica was waiting for when its view timer expired.
 */
public enum TimeoutPhase {
    /** The leader was still collecting status messages. */
    AWAITING_DELTA,
    /** No proposal of the view had been accepted. */
    AWAITING_PROPOSAL,
    /** It had sent its first vote and no certificate had come. */
    VOTED,
    /** It had sent its second vote and the view did not end. */
    PREPARED
}
