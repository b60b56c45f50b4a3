package io.quorumeter.storage;

/** How an operation on a store ended. */
public enum StorageResult {
    /** Done. */
    OK,
    /** There is no such entry. */
    NOT_FOUND,
    /** It failed. */
    ERROR
}
