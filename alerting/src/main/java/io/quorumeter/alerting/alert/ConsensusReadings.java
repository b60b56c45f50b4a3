package io.quorumeter.alerting.alert;

import io.quorumeter.consensus.SafetyViolation;
import java.util.Map;

/**
 * What the rules of consensus judge by. NaN stands for what is not known.
 *
 * @param progress what is committed, and how fast
 * @param faults what went wrong without anybody being at fault
 * @param misbehaviour what must not happen
 */
record ConsensusReadings(Progress progress, Faults faults, Misbehaviour misbehaviour) {
    /**
     * What is committed.
     *
     * @param secondsSinceCommit since the last commit, or since the start before the first; NaN while the replica catches up
     * @param latency 95th percentile of commits in seconds
     * @param transactions committed a second; NaN before the window has passed once
     * @param waiting transactions in the mempool
     */
    record Progress(double secondsSinceCommit, double latency, double transactions, double waiting) {}

    /**
     * What went wrong within the windows.
     *
     * @param viewChanges views entered after a fault, a second
     * @param timeouts expiries of the view timer
     * @param persistFailures times that the safety state was not made durable
     */
    record Faults(double viewChanges, double timeouts, double persistFailures) {}

    /**
     * What must not happen.
     *
     * @param violations broken invariants by type; those that happened
     * @param contradictions what contradicts what, in words, where that is known
     * @param accused pieces of evidence by whom they accuse of what; those that were found
     * @param power share of the accused
     */
    record Misbehaviour(
            Map<SafetyViolation, Double> violations,
            Map<SafetyViolation, String> contradictions,
            Map<Accused, Double> accused,
            double power) {}
}
