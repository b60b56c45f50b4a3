package io.quorumeter.examples.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a run of the demo was asked to do.
 *
 * @param replicas how many
 * @param rate transactions a second, all replicas together
 * @param transactionBytes size of each
 * @param batch most transactions in a block
 * @param delta Δ
 * @param duration how long, or until it is stopped
 * @param port metrics port of replica 0, the others from there up; 0 for any free ports
 * @param data the folder to keep the network in, or a temporary one
 * @param faults what to break, and when
 * @param byzantine which replicas break the protocol on purpose
 * @param seed what the keys are made from, or chance
 * @param processes whether each replica gets a JVM of its own
 * @param metrics whether the replicas record everything and are watched; otherwise they record only what the demo prints
 */
record DemoOptions(
        int replicas,
        int rate,
        int transactionBytes,
        int batch,
        Duration delta,
        Optional<Duration> duration,
        int port,
        Optional<Path> data,
        FaultSchedule faults,
        ByzantineRoles byzantine,
        OptionalLong seed,
        boolean processes,
        boolean metrics) {

    static final int LEAST_REPLICAS = 2;
    static final int MOST_REPLICAS = 16;
    static final int MOST_RATE = 1_000_000;
    static final int LEAST_TRANSACTION_BYTES = 16;
    static final int MOST_TRANSACTION_BYTES = 65_536;
    static final int MOST_BATCH = 10_000;
    static final long MOST_BLOCK_BYTES = 8 << 20;
    static final Duration LEAST_DELTA = Duration.ofMillis(1);
    static final Duration MOST_DELTA = Duration.ofSeconds(10);
    static final int MOST_PORT = 65_535;

    /** Checks that the options, each in its range, go together. */
    void check() throws BadInputException {
        if ((long) batch * transactionBytes > MOST_BLOCK_BYTES) {
            throw new BadInputException(
                    "--batch " + batch + " with --tx-size " + transactionBytes + ": makes blocks of "
                            + (long) batch * transactionBytes + " bytes, " + MOST_BLOCK_BYTES + " are the most");
        }
        if (delta.compareTo(LEAST_DELTA) < 0 || delta.compareTo(MOST_DELTA) > 0) {
            throw new BadInputException("--delta: " + Durations.format(delta) + " is not from "
                    + Durations.format(LEAST_DELTA) + " to " + Durations.format(MOST_DELTA));
        }
        if (!metrics && !byzantine.kinds().isEmpty()) {
            throw new BadInputException(
                    "--metrics off with --byzantine: without metrics nobody finds out who breaks the protocol; leave one of them out");
        }
        if (port != 0 && port + replicas - 1 > MOST_PORT) {
            throw new BadInputException("--port " + port + ": " + replicas + " replicas need the ports up to "
                    + (port + replicas - 1) + ", " + MOST_PORT + " is the last");
        }
        if (duration.isPresent()) {
            if (duration.get().isZero()) {
                throw new BadInputException("--duration: must be longer than 0s");
            }
            faults.checkWithin(duration.get());
        }
    }

    /** Returns the metrics port of a replica, 0 for any. */
    int metricsPort(int replica) {
        return port == 0 ? 0 : port + replica;
    }
}
