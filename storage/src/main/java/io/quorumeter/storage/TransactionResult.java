package io.quorumeter.storage;

/** What became of a transaction that was executed. */
public enum TransactionResult {
    /** It changed the state as it should. */
    OK,
    /** It was undone by what it asked for. */
    REVERTED,
    /** It should not have been in a block. */
    INVALID
}
