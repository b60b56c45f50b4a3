package io.quorumeter.consensus.safety;

import org.jspecify.annotations.Nullable;

/**
 * Gives the monitor the bytes of a message that it is about to hold against somebody. The host keeps messages as long as it likes; those of
 * the last 32 views are asked for.
 */
@FunctionalInterface
public interface EvidenceSource {
    /** The most bytes of one message that evidence holds; longer ones are left out. */
    int MAX_BYTES = 4096;

    /**
     * The signed message behind a reference. Asked for on the thread that tells of the second message, only when somebody is accused;
     * should not block. What it throws is taken as null, and logged once, as is a message that is too long.
     *
     * @param ref a reference that came with an event, never 0
     * @return the statement and its signature, in the host's encoding; null when it is not kept
     */
    byte @Nullable [] signedBytes(long ref);
}
