package io.quorumeter.testkit.hotstuff2;

import java.util.List;

/**
 * The transactions chosen for a proposal.
 *
 * @param transactions in the order of execution; the arrays must not change any more
 * @param buildNanos how long the choice took, in nanoseconds
 */
public record Payload(List<byte[]> transactions, long buildNanos) {}
