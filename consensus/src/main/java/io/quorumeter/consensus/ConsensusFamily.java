package io.quorumeter.consensus;

import static io.quorumeter.MetricType.COUNTER;
import static io.quorumeter.MetricType.GAUGE;
import static io.quorumeter.MetricType.HISTOGRAM;
import static io.quorumeter.MetricType.INFO;
import static io.quorumeter.binding.Family.essential;
import static io.quorumeter.binding.Family.standard;

import io.quorumeter.binding.Catalogued;
import io.quorumeter.binding.CheckpointGauges.Half;
import io.quorumeter.binding.CheckpointGauges.Slot;
import io.quorumeter.binding.Family;
import io.quorumeter.consensus.safety.SkipReason;

/** The catalogue of the families of a replica: views, proposals, votes, certificates, commits, and what is checked about them. */
public enum ConsensusFamily implements Catalogued {
    /** What runs here. */
    CONSENSUS_INFO(essential(INFO, "consensus_info", "The protocol's variant and version and the SDK's; always 1.")
            .open("variant", "sdk_version", "protocol_version")),

    /** Where the replica is. */
    CURRENT_VIEW(essential(GAUGE, "consensus_current_view", "View that the replica is in.")),
    /** Since when. */
    VIEW_ENTERED_TIMESTAMP(essential(
            GAUGE,
            "consensus_view_entered_timestamp_seconds",
            "Unix time at which the current view was entered; its age also shows while the replica is stuck.")),
    /** Progress of views. */
    VIEWS_ENTERED(essential(COUNTER, "consensus_views_entered_total", "Views entered, by the evidence for entering.")
            .by("cause", ViewCause.class)),
    /** How long views last. */
    VIEW_DURATION(essential(HISTOGRAM, "consensus_view_duration_seconds", "Time spent in a view, by how it ended.")
            .by("outcome", ViewOutcome.class)),
    /** Expiries of the view timer. */
    LOCAL_TIMEOUTS(essential(
                    COUNTER,
                    "consensus_local_timeouts_total",
                    "Expiries of the own view timer, by what the replica was waiting for.")
            .by("phase", TimeoutPhase.class)),
    /** How own views begin. */
    LEADER_ENTRIES(essential(
                    COUNTER,
                    "consensus_leader_entries_total",
                    "Views entered as their leader, by whether a certificate of the view before allows to propose at once.")
            .by("mode", LeaderMode.class)),

    /** Own proposals. */
    BLOCKS_PROPOSED(
            essential(COUNTER, "consensus_blocks_proposed_total", "Blocks that this replica proposed as leader.")),
    /** Proposals of all leaders. */
    PROPOSALS_RECEIVED(
            essential(COUNTER, "consensus_proposals_received_total", "Proposals received, by what was done with them.")
                    .by("result", ProposalResult.class)),

    /** Own votes. */
    VOTES_SENT(essential(COUNTER, "consensus_votes_sent_total", "Votes that this replica signed and sent, by phase.")
            .by("phase", VotePhase.class)),
    /** Votes of the others, and own ones that the replica counts. */
    VOTES_RECEIVED(essential(
                    COUNTER, "consensus_votes_received_total", "Votes received, by phase and what was done with them.")
            .by("phase", VotePhase.class)
            .by("result", VoteResult.class)),
    /** How long a quorum takes. */
    QUORUM_DELAY(essential(
                    HISTOGRAM,
                    "consensus_quorum_delay_seconds",
                    "From the proposal or prepare until the vote that completed the quorum, at the replica that collected it.")
            .by("phase", VotePhase.class)),

    /** Certificates known. */
    CERTIFICATES(essential(COUNTER, "consensus_certificates_total", "Distinct valid certificates, by kind and origin.")
            .by("kind", CertificateKind.class)
            .by("source", CertificateSource.class)),
    /** Certificates refused. */
    CERTIFICATES_REJECTED(essential(
                    COUNTER, "consensus_certificates_rejected_total", "Certificates found invalid, by kind and reason.")
            .by("kind", CertificateKind.class)
            .by("reason", CertificateFault.class)),
    /** The best certificate. */
    HIGH_QC_VIEW(essential(GAUGE, "consensus_high_qc_view", "View of the highest quorum certificate known.")),
    /** The lock. */
    LOCKED_VIEW(essential(GAUGE, "consensus_locked_view", "View of the lock.")),
    /** The last vote. */
    LAST_VOTED_VIEW(essential(GAUGE, "consensus_last_voted_view", "Highest view that this replica voted in.")),
    /** Price of safety. */
    SAFETY_STATE_PERSIST(essential(
            HISTOGRAM,
            "consensus_safety_state_persist_seconds",
            "Time to make view, last vote and lock durable before a vote leaves.")),
    /** Safety at risk. */
    SAFETY_STATE_PERSIST_FAILURES(essential(
            COUNTER,
            "consensus_safety_state_persist_failures_total",
            "Times that view, last vote and lock could not be made durable.")),

    /** How far the chain is. */
    COMMITTED_HEIGHT(essential(GAUGE, "consensus_committed_height", "Height of the last committed block.")),
    /** In which view it was proposed. */
    COMMITTED_VIEW(
            essential(GAUGE, "consensus_committed_view", "View in which the last committed block was proposed.")),
    /** When. */
    LAST_COMMIT_TIMESTAMP(essential(
            GAUGE, "consensus_last_commit_timestamp_seconds", "Unix time of the last commit; 0 before the first.")),
    /** Blocks decided. */
    BLOCKS_COMMITTED(essential(
                    COUNTER,
                    "consensus_blocks_committed_total",
                    "Blocks committed, by whether the replica took part or caught up.")
            .by("path", CommitPath.class)),
    /** Transactions decided. */
    TRANSACTIONS_COMMITTED(
            essential(COUNTER, "consensus_transactions_committed_total", "Transactions in committed blocks.")),
    /** How long a block takes. */
    BLOCK_COMMIT_LATENCY(essential(
            HISTOGRAM,
            "consensus_block_commit_latency_seconds",
            "From the first local knowledge of a block, built or received, until its commit.")),
    /** How often one is committed. */
    BLOCK_INTERVAL(essential(
            HISTOGRAM, "consensus_block_interval_seconds", "Time between consecutive commits while taking part.")),

    /** What must stay 0. */
    SAFETY_VIOLATIONS(essential(
                    COUNTER,
                    "consensus_safety_violations_total",
                    "Violations of safety found on this replica, by type.")
            .by("type", SafetyViolation.class)),
    /** What accuses. */
    BYZANTINE_EVIDENCE(
            essential(COUNTER, "consensus_byzantine_evidence_total", "Pieces of evidence against validators, by type.")
                    .by("type", ByzantineAct.class)),
    /** How many are accused. */
    BYZANTINE_VALIDATORS(essential(
            GAUGE, "consensus_byzantine_validators", "Validators of the current set against which evidence is held.")),
    /** How strong they are. */
    BYZANTINE_POWER_RATIO(essential(
            GAUGE,
            "consensus_byzantine_power_ratio",
            "Share of voting power of the accused validators; from one third on safety can no longer be assumed.")),
    /** What may be benign. */
    PROTOCOL_ANOMALIES(essential(
                    COUNTER,
                    "consensus_protocol_anomalies_total",
                    "Suspicious events that may be benign or cannot be attributed, by type.")
            .by("type", ProtocolAnomaly.class)),
    /** How much is checked. */
    INVARIANT_CHECKS(standard(COUNTER, "consensus_invariant_checks_total", "Invariant checks carried out.")),
    /** What could not be. */
    INVARIANT_CHECKS_SKIPPED(standard(
                    COUNTER,
                    "consensus_invariant_checks_skipped_total",
                    "Events that could not be checked against the invariants, by reason.")
            .by("reason", SkipReason.class)),
    /** Heights of the chain's fingerprints. */
    CHECKPOINT_HEIGHT(essential(
                    GAUGE,
                    "consensus_checkpoint_height",
                    "Committed height, a multiple of 64, at which the fingerprint of the slot was taken.")
            .by("slot", Slot.class)),
    /** Fingerprints of the chain. */
    CHECKPOINT_FINGERPRINT(essential(
                    GAUGE,
                    "consensus_checkpoint_fingerprint",
                    "First 96 bits of the block's identity at the checkpoint height of the slot, in two halves of 48 bits.")
            .by("slot", Slot.class)
            .by("half", Half.class)),

    /** Whether the replica catches up. */
    SYNC_IN_PROGRESS(essential(GAUGE, "sync_in_progress", "1 while the replica catches up."));

    @SuppressWarnings("ImmutableEnumChecker") // a record of immutable parts
    private final Family family;

    ConsensusFamily(Family family) {
        this.family = family;
    }

    @Override
    public Family family() {
        return family;
    }
}
