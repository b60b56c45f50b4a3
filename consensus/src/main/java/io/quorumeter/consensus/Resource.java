package io.quorumeter.consensus;

/** What a node may run short of. */
public enum Resource {
    /** Processor time. */
    CPU,
    /** Memory. */
    MEMORY,
    /** Space on disk. */
    DISK,
    /** The bandwidth of the network. */
    NETWORK
}
