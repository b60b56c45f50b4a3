package io.quorumeter.consensus;

import static io.quorumeter.MetricType.COUNTER;
import static io.quorumeter.MetricType.GAUGE;
import static io.quorumeter.MetricType.HISTOGRAM;
import static io.quorumeter.MetricType.INFO;
import static io.quorumeter.binding.Family.detailed;
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
    /** For how long. */
    VIEW_AGE(essential(
            GAUGE,
            "consensus_view_age_seconds",
            "Time in the current view, before the first since the start; by the monotonic clock.")),
    /** Since when. */
    VIEW_ENTERED_TIMESTAMP(
            essential(
                    GAUGE,
                    "consensus_view_entered_timestamp_seconds",
                    "Unix time at which the current view was entered, to be shown; how long ago that is, consensus_view_age_seconds says.")),
    /** How far others are. */
    HIGHEST_SEEN_VIEW(
            standard(
                    GAUGE,
                    "consensus_highest_seen_view",
                    "Highest view named in any valid certificate, or entered; its distance from the current view shows that the replica is behind.")),
    /** What it does there. */
    PHASE(standard(GAUGE, "consensus_phase", "Phase of the current view: 1 for the one that the replica is in.")
            .by("phase", ViewPhase.class)),
    /** Progress of views. */
    VIEWS_ENTERED(essential(COUNTER, "consensus_views_entered_total", "Views entered, by the evidence for entering.")
            .by("cause", ViewCause.class)),
    /** Views left out. */
    VIEWS_SKIPPED(standard(
            COUNTER,
            "consensus_views_skipped_total",
            "Views never entered because the replica went on to a higher one.")),
    /** How long views last. */
    VIEW_DURATION(essential(HISTOGRAM, "consensus_view_duration_seconds", "Time spent in a view, by how it ended.")
            .by("outcome", ViewOutcome.class)),
    /** Expiries of the view timer. */
    LOCAL_TIMEOUTS(essential(
                    COUNTER,
                    "consensus_local_timeouts_total",
                    "Expiries of the own view timer, by what the replica was waiting for.")
            .by("phase", TimeoutPhase.class)),
    /** The length of the timer. */
    VIEW_TIMEOUT(standard(GAUGE, "consensus_view_timeout_seconds", "Length of the timer armed for the current view.")),
    /** Δ. */
    DELTA(standard(GAUGE, "consensus_delta_seconds", "Configured bound within which messages arrive.")),
    /** How own views begin. */
    LEADER_ENTRIES(essential(
                    COUNTER,
                    "consensus_leader_entries_total",
                    "Views entered as their leader, by whether the lock of the view before allows to propose at once.")
            .by("mode", LeaderMode.class)),

    /** The price of a missing certificate. */
    LEADER_WAIT(standard(
            HISTOGRAM, "consensus_leader_wait_seconds", "Time that this leader waited for locks before it proposed.")),
    /** View changes begun here. */
    TIMEOUT_MESSAGES_SENT(
            standard(COUNTER, "consensus_timeout_messages_sent_total", "Messages of view changes sent, by kind.")
                    .by("kind", ViewChangeKind.class)),
    /** View changes of others. */
    TIMEOUT_MESSAGES_RECEIVED(standard(
                    COUNTER,
                    "consensus_timeout_messages_received_total",
                    "Messages of view changes received, by kind and what was done with them.")
            .by("kind", ViewChangeKind.class)
            .by("result", ViewChangeResult.class)),
    /** How long a view change takes. */
    TIMEOUT_CERTIFICATE_DELAY(standard(
            HISTOGRAM,
            "consensus_timeout_certificate_delay_seconds",
            "From the first wish or time-out for a view until its timeout certificate.")),

    /** Own proposals. */
    BLOCKS_PROPOSED(
            essential(COUNTER, "consensus_blocks_proposed_total", "Blocks that this replica proposed as leader.")),
    /** Proposals of all leaders. */
    PROPOSALS_RECEIVED(
            essential(COUNTER, "consensus_proposals_received_total", "Proposals received, by what was done with them.")
                    .by("result", ProposalResult.class)),

    /** Putting a block together. */
    PROPOSAL_BUILD(standard(HISTOGRAM, "consensus_proposal_build_seconds", "Time to put a proposal together.")),
    /** Looking at a block. */
    PROPOSAL_VALIDATION(
            standard(
                    HISTOGRAM,
                    "consensus_proposal_validation_seconds",
                    "From the arrival of a proposal until it was found valid, execution included where it comes before the vote.")),
    /** Waiting for a block. */
    PROPOSAL_ARRIVAL(standard(
            HISTOGRAM,
            "consensus_proposal_arrival_seconds",
            "From the entry of a view until its first valid proposal.")),
    /** Clocks apart. */
    PROPOSAL_TIMESTAMP_OFFSET(standard(
            GAUGE,
            "consensus_proposal_timestamp_offset_seconds",
            "Own clock at arrival minus the time written in the last proposal; may be negative.")),

    /** Own votes. */
    VOTES_SENT(essential(COUNTER, "consensus_votes_sent_total", "Votes that this replica signed and sent, by phase.")
            .by("phase", VotePhase.class)),
    /** Votes not cast. */
    VOTES_WITHHELD(standard(
                    COUNTER,
                    "consensus_votes_withheld_total",
                    "Proposals and certificates for which this replica decided not to vote, by reason.")
            .by("reason", WithheldReason.class)),
    /** Votes of the others, and own ones that the replica counts. */
    VOTES_RECEIVED(essential(
                    COUNTER, "consensus_votes_received_total", "Votes received, by phase and what was done with them.")
            .by("phase", VotePhase.class)
            .by("result", VoteResult.class)),
    /** The work of a vote. */
    VOTE_PROCESSING(standard(HISTOGRAM, "consensus_vote_processing_seconds", "Time to process one vote (sampled).")
            .by("phase", VotePhase.class)),
    /** How long a vote takes. */
    VOTE_DELAY(detailed(
                    HISTOGRAM,
                    "consensus_vote_delay_seconds",
                    "From the proposal or prepare until one vote arrived, at the replica that collects it.")
            .by("phase", VotePhase.class)),
    /** How long all votes take. */
    FULL_DELAY(detailed(
                    HISTOGRAM,
                    "consensus_full_delay_seconds",
                    "From the proposal or prepare until the last vote of all validators; nothing when one never came.")
            .by("phase", VotePhase.class)),
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
    /** How strong certificates are. */
    CERTIFICATE_POWER_RATIO(standard(
                    HISTOGRAM,
                    "consensus_certificate_power_ratio",
                    "Share of the voting power in certificates formed or received.")
            .by("kind", CertificateKind.class)),
    /** The best certificate. */
    HIGH_QC_VIEW(essential(GAUGE, "consensus_high_qc_view", "View of the highest quorum certificate known.")),
    /** The lock. */
    LOCKED_VIEW(essential(GAUGE, "consensus_locked_view", "View of the lock.")),
    /** Movements of the lock. */
    LOCK_UPDATES(standard(COUNTER, "consensus_lock_updates_total", "Changes of the lock, by what caused them.")
            .by("cause", LockCause.class)),
    /** The last vote. */
    LAST_VOTED_VIEW(essential(GAUGE, "consensus_last_voted_view", "Highest view of a first vote of this replica.")),
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
    /** How long ago the replica took part in one. */
    COMMIT_AGE(essential(
            GAUGE,
            "consensus_commit_age_seconds",
            "Time since the last live commit, before the first since the start; by the monotonic clock.")),
    /** Blocks decided. */
    BLOCKS_COMMITTED(essential(
                    COUNTER,
                    "consensus_blocks_committed_total",
                    "Blocks committed, by whether the replica took part or caught up.")
            .by("path", CommitPath.class)),
    /** Transactions decided. */
    TRANSACTIONS_COMMITTED(
            essential(COUNTER, "consensus_transactions_committed_total", "Transactions in committed blocks.")),
    /** Bytes decided. */
    PAYLOAD_COMMITTED(standard(
            COUNTER, "consensus_payload_committed_bytes_total", "Bytes of the transactions in committed blocks.")),
    /** How long a block takes. */
    BLOCK_COMMIT_LATENCY(essential(
            HISTOGRAM,
            "consensus_block_commit_latency_seconds",
            "From the first local knowledge of a block, built or received, until its commit, live all the time.")),
    /** Where a block's time goes. */
    BLOCK_STAGE(standard(
                    HISTOGRAM,
                    "consensus_block_stage_seconds",
                    "From the first local knowledge of a block until each of its stages, live all the time.")
            .by("stage", BlockStage.class)),
    /** How often one is committed. */
    BLOCK_INTERVAL(essential(HISTOGRAM, "consensus_block_interval_seconds", "Time between consecutive live commits.")),

    /** How full blocks are. */
    BLOCK_TRANSACTIONS(standard(HISTOGRAM, "consensus_block_transactions", "Transactions in a committed block.")),
    /** How large blocks are. */
    BLOCK_SIZE(standard(HISTOGRAM, "consensus_block_size_bytes", "Bytes of the transactions in a committed block.")),
    /** How many at a time. */
    COMMIT_BATCH(
            standard(HISTOGRAM, "consensus_commit_batch_blocks", "Blocks committed by one step, ancestors included.")),
    /** How late. */
    COMMIT_VIEW_GAP(standard(
            HISTOGRAM,
            "consensus_commit_view_gap",
            "View of the certificate that committed a block minus the view in which it was proposed.")),
    /** Blocks in vain. */
    BLOCKS_PRUNED(standard(COUNTER, "consensus_blocks_pruned_total", "Uncommitted blocks that were dropped, by reason.")
            .by("reason", PruneReason.class)),
    /** Blocks waiting. */
    PENDING_BLOCKS(standard(GAUGE, "consensus_pending_blocks", "Uncommitted blocks held.")),
    /** Their memory. */
    PENDING_BLOCK_BYTES(
            detailed(GAUGE, "consensus_pending_block_bytes", "Bytes of the transactions in uncommitted blocks.")),

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
    SYNC_IN_PROGRESS(essential(GAUGE, "sync_in_progress", "1 while the replica catches up.")),
    /** How far it has to go. */
    SYNC_TARGET_HEIGHT(standard(GAUGE, "sync_target_height", "Certified height that is or was last caught up to.")),
    /** Blocks fetched. */
    SYNC_BLOCKS(standard(COUNTER, "sync_blocks_total", "Blocks obtained by catching up.")),
    /** Requests for blocks. */
    SYNC_REQUESTS(standard(COUNTER, "sync_requests_total", "Requests for blocks, by who asked and how they ended.")
            .by("direction", SyncDirection.class)
            .by("result", SyncResult.class)),
    /** How long catching up takes. */
    SYNC_DURATION(standard(HISTOGRAM, "sync_duration_seconds", "Time from falling behind until having caught up."));

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
