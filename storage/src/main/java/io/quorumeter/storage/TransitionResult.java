package io.quorumeter.storage;

/** How applying a block to the state ended. */
public enum TransitionResult {
    /** The block is part of the state. */
    OK,
    /** It is not, and the state is that of the block before. */
    FAILED
}
