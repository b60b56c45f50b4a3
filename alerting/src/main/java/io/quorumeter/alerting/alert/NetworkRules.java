package io.quorumeter.alerting.alert;

import static io.quorumeter.alerting.alert.AlertRule.MESSAGES_DROPPED;
import static io.quorumeter.alerting.alert.AlertRule.NETWORK_LATENCY_HIGH;
import static io.quorumeter.alerting.alert.AlertRule.PARTITION_SUSPECTED;
import static io.quorumeter.alerting.alert.AlertRule.PEER_CHURN;
import static io.quorumeter.alerting.alert.AlertSetting.MAX_MESSAGE_LOSS_RATE;
import static io.quorumeter.alerting.alert.AlertSetting.MAX_NETWORK_LATENCY;
import static io.quorumeter.alerting.alert.AlertSetting.MAX_PEER_DISCONNECTION_RATE;

import io.quorumeter.Labels;
import io.quorumeter.alerting.alert.NetworkReadings.PartitionCause;

/** Judges the network. A pure function of what was read and the thresholds. */
final class NetworkRules {
    private NetworkRules() {}

    static void evaluate(BrokenRules found, NetworkReadings read, AlertConfig config) {
        found.when(
                read.partition() != PartitionCause.NONE,
                PARTITION_SUSPECTED,
                Labels.of(),
                read.connectedPower(),
                read.quorumPower(),
                partition(read.partition()),
                100 * read.connectedPower());
        found.above(
                PEER_CHURN,
                read.disconnections(),
                config.number(MAX_PEER_DISCONNECTION_RATE),
                "%.2f connections end each second",
                read.disconnections());
        found.above(
                MESSAGES_DROPPED,
                read.loss(),
                config.number(MAX_MESSAGE_LOSS_RATE),
                "%.1f %% of the messages are lost",
                100 * read.loss());
        found.above(
                NETWORK_LATENCY_HIGH,
                read.latency(),
                config.number(MAX_NETWORK_LATENCY),
                "95th percentile of round trips is %.0f ms",
                1e3 * read.latency());
    }

    private static String partition(PartitionCause cause) {
        String reached = "%.1f %% of the voting power can be reached";
        return switch (cause) {
            case NONE -> "";
            case NO_QUORUM -> "network partition suspected: only " + reached;
            case STUCK -> "network partition suspected: views do not change, although " + reached;
            case FOUND -> "network partition suspected: this node's own check found peers cut off, although " + reached;
        };
    }
}
