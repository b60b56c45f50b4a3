package io.quorumeter.storage;

/** What failed: an operation, or making what was written durable. */
public enum FailedOperation {
    /** Looking one entry up. */
    READ,
    /** Writing one entry. */
    WRITE,
    /** Removing one entry. */
    DELETE,
    /** Several writes and removals as one. */
    BATCH,
    /** Going through a range of entries. */
    ITERATE,
    /** Making what was written durable. */
    SYNC;

    static FailedOperation of(StorageOperation operation) {
        return switch (operation) {
            case READ -> READ;
            case WRITE -> WRITE;
            case DELETE -> DELETE;
            case BATCH -> BATCH;
            case ITERATE -> ITERATE;
        };
    }
}
