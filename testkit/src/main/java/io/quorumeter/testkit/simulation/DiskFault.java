package io.quorumeter.testkit.simulation;

/** What may be wrong with a simulated disk. */
public enum DiskFault {
    /** Nothing: what was synced survives a crash, and nothing else does. */
    NONE,
    /** A sync reports success and does nothing, so a crash loses everything. */
    SYNC_DOES_NOTHING,
    /** One sync in four fails, by chance, and says so. */
    SYNC_FAILS_SOMETIMES
}
