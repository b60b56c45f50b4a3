package io.quorumeter.examples.node.mempool;

/** What the pool answered to a transaction. */
public enum Admission {
    /** Taken: it waits for a block. */
    ADMITTED,
    /** Refused: the pool holds as many transactions, or as many bytes, as it may. */
    FULL,
    /** Refused: the pool holds it already, or it was committed not long ago. */
    DUPLICATE,
    /** Refused: larger than a transaction may be. */
    TOO_LARGE,
    /** Refused: without a single byte. */
    INVALID
}
