package io.quorumeter.consensus;

/** Why a transaction left the mempool without being committed. */
public enum EvictionReason {
    /** It waited too long. */
    EXPIRED,
    /** Room was needed. */
    CAPACITY,
    /** Its sender replaced it. */
    REPLACED,
    /** The state no longer admits it. */
    INVALIDATED
}
