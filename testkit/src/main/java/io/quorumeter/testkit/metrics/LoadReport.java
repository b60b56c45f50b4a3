package io.quorumeter.testkit.metrics;

import java.time.Duration;

/**
 * What a load told a collector, counted beside the metrics; exactly this is what they must show.
 *
 * @param time how much virtual time passed
 * @param views views entered
 * @param blocks blocks committed
 * @param transactions transactions in them
 * @param votes votes received, of both phases, own ones included
 * @param timeouts views that timed out
 * @param epochs changes of the validator set
 * @param messages messages that the replica sent and received; what a simulated replica sends to all counts once
 * @param verdict what was wrong in the network and who was found out; {@link Verdict#NONE} for a load in which all replicas are correct
 */
public record LoadReport(
        Duration time,
        long views,
        long blocks,
        long transactions,
        long votes,
        long timeouts,
        long epochs,
        long messages,
        Verdict verdict) {}
