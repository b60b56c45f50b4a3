package io.quorumeter.monitoring.alert;

import io.quorumeter.consensus.ByzantineAct;
import io.quorumeter.consensus.SafetyViolation;
import java.util.Map;

/**
 * What the rules of consensus judge by. NaN stands for what is not known.
 *
 * @param secondsSinceCommit since the last commit, or since the start before the first; NaN while the replica catches up
 * @param commitLatency 95th percentile in seconds
 * @param faultyViewChanges a second
 * @param transactions committed a second; NaN before the window has passed once
 * @param waiting transactions in the mempool
 * @param violations broken invariants by type; those that happened
 * @param acts pieces of evidence by type; those that happened
 * @param byzantinePower share of the accused
 * @param timeouts expiries of the view timer
 * @param persistFailures times that the safety state was not made durable
 */
record ConsensusReadings(
        double secondsSinceCommit,
        double commitLatency,
        double faultyViewChanges,
        double transactions,
        double waiting,
        Map<SafetyViolation, Double> violations,
        Map<ByzantineAct, Double> acts,
        double byzantinePower,
        double timeouts,
        double persistFailures) {}
