package io.quorumeter.exporters.http;

import io.quorumeter.spi.DurationRange;
import java.time.Duration;

/**
 * What clients may take of an endpoint.
 *
 * @param connections how many are open at once; a further one takes the place of that which has been idle longest
 * @param headerBytes how long the request line and the headers may be together
 * @param bodyBytes how long the body of a request may be; all bodies together take 16 MiB at most, or this if it is more
 * @param receive how long a client may take to send a request, from its first byte
 * @param handle how long a handler may take to answer
 * @param send how long a client may take to read an answer, or a frame of a stream
 * @param idle how long a connection is kept without a request
 * @param requestsPerSecond how many requests a client of another machine may send, by its address; up to ten seconds' worth at once
 */
public record HttpLimits(
        int connections,
        int headerBytes,
        int bodyBytes,
        Duration receive,
        Duration handle,
        Duration send,
        Duration idle,
        double requestsPerSecond) {
    /**
     * 2,048 connections, 16 KiB of headers, 1 MiB of body; 5 s to receive, 60 s to handle, 10 s to send, 75 s idle; 100 requests a second.
     */
    public static final HttpLimits DEFAULT = new HttpLimits(
            2_048,
            16 << 10,
            1 << 20,
            Duration.ofSeconds(5),
            Duration.ofSeconds(60),
            Duration.ofSeconds(10),
            Duration.ofSeconds(75),
            100);

    /**
     * Checks the limits.
     *
     * @param connections 1 or more
     * @param headerBytes 1 or more
     * @param bodyBytes 1 or more
     * @param receive positive
     * @param handle positive
     * @param send positive
     * @param idle positive; rounded to milliseconds
     * @param requestsPerSecond above 0
     * @throws IllegalArgumentException when one is not positive
     */
    public HttpLimits {
        positive("connections", connections);
        positive("headerBytes", headerBytes);
        positive("bodyBytes", bodyBytes);
        positive("requestsPerSecond", requestsPerSecond);
        DurationRange.positive("receive", receive);
        DurationRange.positive("handle", handle);
        DurationRange.positive("send", send);
        DurationRange.positive("idle", idle);
    }

    private static void positive(String what, double limit) {
        if (!(limit > 0)) {
            throw new IllegalArgumentException("the limit " + what + " must be positive, not " + limit);
        }
    }
}
