package io.quorumeter.storage;

/** Why an operation on a store failed. */
public enum FailureKind {
    /** The device or file system refused. */
    IO,
    /** What was read is not what was written. */
    CORRUPTION,
    /** There is no room. */
    FULL,
    /** It took too long. */
    TIMEOUT,
    /** Anything else. */
    OTHER
}
