package io.quorumeter.testkit.metrics;

import java.time.Duration;

/**
 * What a generated load told a collector; exactly this is what its metrics must show.
 *
 * @param time how much virtual time passed
 * @param views views entered
 * @param blocks blocks proposed and committed
 * @param transactions transactions in them
 * @param votes votes received, of both phases, own ones included
 * @param timeouts views that timed out
 * @param epochs changes of the validator set
 */
public record LoadReport(
        Duration time, long views, long blocks, long transactions, long votes, long timeouts, long epochs) {
    /** {@return messages that the leader sent and received: a proposal, a certificate and two votes for each validator and block} */
    public long messages() {
        return 2 * votes;
    }
}
