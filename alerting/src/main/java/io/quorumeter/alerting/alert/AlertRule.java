package io.quorumeter.alerting.alert;

import static io.quorumeter.alerting.alert.Severity.CRITICAL;
import static io.quorumeter.alerting.alert.Severity.WARNING;

import io.quorumeter.Declaration;
import io.quorumeter.Labels;
import io.quorumeter.consensus.ConsensusFamilies;
import io.quorumeter.network.NetworkFamilies;
import io.quorumeter.storage.StorageFamilies;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The rules that a node is watched by: what their alerts are called, how bad they are, and what to do. */
public enum AlertRule {
    /** An invariant of the protocol is broken. */
    SAFETY_VIOLATION(
            "HotStuff2SafetyViolation",
            CRITICAL,
            true,
            "Freeze the node's data directory, export the evidence, and compare committed blocks across replicas.",
            ConsensusFamilies.SAFETY_VIOLATIONS),
    /** This validator signed against its own rules. */
    OWN_KEY_MISUSE(
            "HotStuff2OwnKeyMisuse",
            CRITICAL,
            true,
            "Stop this validator: a second instance has its key, its safety state was lost, or it has a bug.",
            ConsensusFamilies.SAFETY_VIOLATIONS),
    /** Evidence against a validator. */
    BYZANTINE_EVIDENCE(
            "HotStuff2ByzantineEvidence",
            WARNING,
            true,
            "Look at the evidence, and ask the operator of the accused validator.",
            ConsensusFamilies.BYZANTINE_EVIDENCE),
    /** Much of the power misbehaves. */
    BYZANTINE_POWER_HIGH(
            "HotStuff2ByzantinePowerHigh",
            WARNING,
            false,
            "Have accused validators repaired or removed before there are more.",
            ConsensusFamilies.BYZANTINE_POWER_RATIO),
    /** Too much of the power misbehaves. */
    BYZANTINE_POWER_BEYOND_TOLERANCE(
            "HotStuff2ByzantinePowerBeyondTolerance",
            CRITICAL,
            false,
            "Do not trust further commits; agree with the other operators on how to go on.",
            ConsensusFamilies.BYZANTINE_POWER_RATIO),
    /** The disk does not keep the safety state. */
    SAFETY_STATE_NOT_PERSISTED(
            "HotStuff2SafetyStateNotPersisted",
            CRITICAL,
            true,
            "Check the disk; the replica does not vote while it cannot keep its state.",
            ConsensusFamilies.SAFETY_STATE_PERSIST_FAILURES),
    /** Nothing is committed. */
    COMMIT_STALLED(
            "HotStuff2CommitStalled",
            CRITICAL,
            false,
            "Check whether a quorum of replicas is up and connected.",
            ConsensusFamilies.COMMIT_AGE),
    /** Commits take long. */
    BLOCK_LATENCY_HIGH(
            "HotStuff2BlockLatencyHigh",
            WARNING,
            false,
            "Find the step that is slow in the block timeline.",
            ConsensusFamilies.BLOCK_COMMIT_LATENCY),
    /** Views change for faults. */
    VIEW_CHANGES_FREQUENT(
            "HotStuff2ViewChangesFrequent",
            WARNING,
            false,
            "See which leaders fail; when all do, the network is slower than delta.",
            ConsensusFamilies.VIEWS_ENTERED),
    /** The view timer expires. */
    LIVENESS_TIMEOUTS(
            "HotStuff2LivenessTimeouts",
            WARNING,
            true,
            "See which leaders fail; when all do, the network is slower than delta.",
            ConsensusFamilies.LOCAL_TIMEOUTS),
    /** Few transactions are committed. */
    THROUGHPUT_LOW(
            "HotStuff2ThroughputLow",
            WARNING,
            false,
            "See whether clients send, and blocks are full.",
            ConsensusFamilies.TRANSACTIONS_COMMITTED),
    /** A validator is not connected. */
    VALIDATOR_DOWN(
            "HotStuff2ValidatorDown",
            WARNING,
            false,
            "Ask the validator's operator whether it runs and can be reached."),
    /** A validator signs nothing. */
    VALIDATOR_SILENT(
            "HotStuff2ValidatorSilent", WARNING, false, "Ask the validator's operator; it is down, cut off or faulty."),
    /** Connections end. */
    PEER_CHURN(
            "HotStuff2PeerChurn",
            WARNING,
            false,
            "See by which reason connections end.",
            NetworkFamilies.DISCONNECTIONS),
    /** Messages are lost. */
    MESSAGES_DROPPED(
            "HotStuff2MessagesDropped",
            WARNING,
            false,
            "See by which reason messages are dropped.",
            NetworkFamilies.MESSAGES_SENT,
            NetworkFamilies.MESSAGES_DROPPED),
    /** Peers are far. */
    NETWORK_LATENCY_HIGH(
            "HotStuff2NetworkLatencyHigh",
            WARNING,
            false,
            "Check the routes to the peers.",
            NetworkFamilies.ROUND_TRIP),
    /** No quorum can be reached. */
    PARTITION_SUSPECTED(
            "HotStuff2PartitionSuspected",
            CRITICAL,
            false,
            "Check this node's network, and which peers the others can reach.",
            NetworkFamilies.PARTITION_SUSPECTED,
            NetworkFamilies.CONNECTED_POWER_RATIO),
    /** The processors are busy. */
    CPU_HIGH("HotStuff2CpuHigh", WARNING, false, "See which stage is busy, and what else runs on the machine."),
    /** The heap is full. */
    HEAP_HIGH("HotStuff2HeapHigh", WARNING, false, "Give the process a larger heap, or find what fills it."),
    /** The disk is full. */
    DISK_ALMOST_FULL("HotStuff2DiskAlmostFull", CRITICAL, false, "Make room on the volume, or prune."),
    /** A store fails. */
    STORAGE_ERRORS(
            "HotStuff2StorageErrors", CRITICAL, true, "Check the disk, and the store's files.", StorageFamilies.ERRORS);

    private final String alertName;
    private final Severity severity;
    private final boolean counts;
    private final String suggestion;

    @SuppressWarnings("ImmutableEnumChecker") // a list that cannot change, of enum constants
    private final List<Declaration<?>> reads;

    AlertRule(String alertName, Severity severity, boolean counts, String suggestion, Declaration<?>... reads) {
        this.alertName = alertName;
        this.severity = severity;
        this.counts = counts;
        this.suggestion = suggestion;
        this.reads = List.of(reads);
    }

    /**
     * What its alerts are called.
     *
     * @return as in {@code HotStuff2CommitStalled}
     */
    public String alertName() {
        return alertName;
    }

    /**
     * How bad it is.
     *
     * @return the severity of its alerts
     */
    public Severity severity() {
        return severity;
    }

    /** The families that it cannot do without; none when it judges samples. */
    List<Declaration<?>> reads() {
        return reads;
    }

    /** Whether the value of its alerts is a count of events, so that a greater one is news. */
    boolean counts() {
        return counts;
    }

    /** The rule of an alert by its name. */
    static Optional<AlertRule> of(String alertName) {
        return Stream.of(values())
                .filter(rule -> rule.alertName.equals(alertName))
                .findFirst();
    }

    Alert alert(Labels labels, String summary, double value, double limit, Instant now) {
        return new Alert(alertName, severity, labels, summary, suggestion, value, limit, AlertState.FIRING, now, null);
    }
}
