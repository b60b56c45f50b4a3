package io.quorumeter.testkit.metrics;

import java.time.Duration;

/**
 * What a network is like, for {@link MetricsSimulation#simulateNetworkConditions}.
 *
 * @param latency one way, in the middle; zero or more
 * @param jitter how much more a message may take, uniformly; zero or more
 * @param loss the share of messages that are lost, 0 to 1
 * @param partitioned how many peers, the last ones, are cut off half-way, 0 or more
 * @param bytesPerSecond the limit of what may be sent, 0 for none
 * @param peers how many other validators there are, 1 or more
 */
public record NetworkConditions(
        Duration latency, Duration jitter, double loss, int partitioned, long bytesPerSecond, int peers) {
    /**
     * Checks the values.
     *
     * @param latency the delay in one direction without jitter, zero or more
     * @param jitter the most that a message takes longer, uniformly distributed, zero or more
     * @param loss the share of messages that are lost, 0 to 1
     * @param partitioned the number of peers that are cut off half-way, 0 to {@code peers}
     * @param bytesPerSecond the limit of what may be sent, 0 for none
     * @param peers the number of other validators, 1 or more
     * @throws IllegalArgumentException when one is out of its range
     */
    public NetworkConditions {
        if (latency.isNegative() || jitter.isNegative()) {
            throw new IllegalArgumentException("latency and jitter: " + latency + ", " + jitter + "; one is negative");
        }
        if (!(loss >= 0 && loss <= 1)) {
            throw new IllegalArgumentException("loss: " + loss + " is not from 0 to 1");
        }
        if (peers < 1 || partitioned < 0 || partitioned > peers) {
            throw new IllegalArgumentException(
                    "peers: " + peers + " must be positive, and the " + partitioned + " partitioned among them");
        }
        if (bytesPerSecond < 0) {
            throw new IllegalArgumentException("bytesPerSecond: " + bytesPerSecond + " is negative");
        }
    }

    /**
     * A calm local network.
     *
     * @param peers how many other validators there are
     * @return a millisecond each way, nothing lost, no limit
     */
    public static NetworkConditions calm(int peers) {
        return new NetworkConditions(Duration.ofMillis(1), Duration.ZERO, 0, 0, 0, peers);
    }
}
