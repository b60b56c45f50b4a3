package io.quorumeter.monitoring.alert;

/**
 * What the rules of the network judge by. NaN stands for what is not known.
 *
 * @param disconnections connections that ended, a second
 * @param loss share of the messages that were lost
 * @param latency 95th percentile of round trips in seconds
 * @param partition whether no quorum can be reached; false as long as it never could, until the node has had time to connect
 * @param connectedPower share of the voting power that can be reached
 */
record NetworkReadings(double disconnections, double loss, double latency, boolean partition, double connectedPower) {}
