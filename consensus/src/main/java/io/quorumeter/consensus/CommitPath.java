package io.quorumeter.consensus;

/**
 * How a replica came to commit a block.
 */
public enum CommitPath {
    /** By taking part in consensus. */
    LIVE,
    /** By catching up: it was obtained from a peer, and no proposal of it was accepted here. */
    SYNC
}
