package io.quorumeter.consensus;

/**
 * The two forms of HotStuff-2.
 */
public enum ProtocolVariant {
    /** Two voting phases in each view. */
    BASIC,
    /** One voting phase in each view; the vote for the next block is the second vote for the last. */
    PIPELINED
}
