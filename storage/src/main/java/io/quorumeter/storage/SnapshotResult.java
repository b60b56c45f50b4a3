package io.quorumeter.storage;

/** How making a snapshot of the state ended. */
public enum SnapshotResult {
    /** It is there. */
    OK,
    /** It is not. */
    FAILED
}
