package io.quorumeter.examples.node.transport;

import java.time.Duration;

/**
 * Bounds and times of a transport.
 *
 * @param maxFrameBytes longest frame from a validator
 * @param maxClientFrameBytes longest frame from a client
 * @param maxInbound connections accepted at a time, those in the handshake included; one for each other validator is kept free of clients
 * @param queueFrames frames that may wait for one peer
 * @param queueBytes bytes that may wait for one peer
 * @param handshakeTimeout time from connecting until the handshake must have ended
 * @param pingInterval time between two probes of a peer
 * @param pingTimeout silence after which a peer is given up
 * @param firstRetry wait before a failed connection is tried again; doubles with each failure
 * @param lastRetry longest such wait
 */
public record TransportOptions(
        int maxFrameBytes,
        int maxClientFrameBytes,
        int maxInbound,
        int queueFrames,
        long queueBytes,
        Duration handshakeTimeout,
        Duration pingInterval,
        Duration pingTimeout,
        Duration firstRetry,
        Duration lastRetry) {

    /** Returns what suits replicas on one machine: frames to 32 MiB, retries from 20 ms to 0.5 s. */
    public static TransportOptions defaults() {
        return new TransportOptions(
                (32 << 20) + Frame.HEADER_BYTES,
                1 << 20,
                128,
                8_192,
                64L << 20,
                Duration.ofSeconds(3),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                Duration.ofMillis(20),
                Duration.ofMillis(500));
    }
}
