package io.quorumeter.core.delivery;

import java.util.concurrent.CompletableFuture;

/** What records are sent to: a server, a mailbox, a file. */
@FunctionalInterface
public interface Target {
    /**
     * Begins one attempt to send a record, and does not wait for its end. There is one attempt at a time; the future of one that takes too
     * long is cancelled, which should end the attempt. Failing and throwing count as {@link Answer#retry}.
     *
     * @param record the bytes; not to be changed
     * @return completes with what became of it
     */
    CompletableFuture<Answer> send(byte[] record);
}
