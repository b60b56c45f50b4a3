package io.quorumeter.storage;

/** What is asked of a store. */
public enum StorageOperation {
    /** Looking one entry up. */
    READ,
    /** Writing one entry. */
    WRITE,
    /** Removing one entry. */
    DELETE,
    /** Several writes and removals as one. */
    BATCH,
    /** Going through a range of entries. */
    ITERATE
}
