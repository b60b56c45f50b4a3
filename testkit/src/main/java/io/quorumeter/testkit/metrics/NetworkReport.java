package io.quorumeter.testkit.metrics;

/**
 * What a simulated network told a collector; exactly this is what its metrics must show.
 *
 * @param sent messages sent
 * @param received messages received
 * @param dropped messages lost in this node, those to peers that are cut off
 * @param confirmed messages that arrived
 * @param probes round trips measured
 */
public record NetworkReport(long sent, long received, long dropped, long confirmed, long probes) {}
