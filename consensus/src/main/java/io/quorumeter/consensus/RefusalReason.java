package io.quorumeter.consensus;

/** Why the mempool refused a transaction. */
public enum RefusalReason {
    /** It holds as many transactions, or as many bytes, as it may. */
    FULL,
    /** It holds the transaction, or the chain does. */
    DUPLICATE,
    /** The transaction is not valid. */
    INVALID,
    /** Its sender has as many transactions waiting as it may. */
    SENDER_LIMIT,
    /** It pays too little. */
    FEE_TOO_LOW,
    /** It is larger than a transaction may be. */
    TOO_LARGE,
    /** It came too late to be of use. */
    EXPIRED
}
