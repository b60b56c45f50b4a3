package io.quorumeter.alerting.alert;

/**
 * What the rules of the network judge by. NaN stands for what is not known, or is from too few to say.
 *
 * @param disconnections connections that ended, a second
 * @param loss share of the messages that were lost
 * @param latency 95th percentile of round trips in seconds
 * @param partition why a partition is suspected
 * @param connectedPower share of the voting power that can be reached
 * @param quorumPower share of the voting power that is needed
 */
record NetworkReadings(
        double disconnections,
        double loss,
        double latency,
        PartitionCause partition,
        double connectedPower,
        double quorumPower) {
    /** Why a partition is suspected. */
    enum PartitionCause {
        /** It is not. */
        NONE,
        /** Less than a quorum of power can be reached. */
        NO_QUORUM,
        /** A quorum can be reached, but views do not change. */
        STUCK,
        /** The node's own code found one. */
        FOUND
    }
}
