package io.quorumeter.consensus;

import static io.quorumeter.Declaration.detailed;
import static io.quorumeter.Declaration.essential;
import static io.quorumeter.Declaration.standard;

import io.quorumeter.By;
import io.quorumeter.By2;
import io.quorumeter.Counter;
import io.quorumeter.Declaration;
import io.quorumeter.Gauge;
import io.quorumeter.Histogram;
import io.quorumeter.StateSet;
import io.quorumeter.Timer;
import io.quorumeter.binding.CheckpointGauges.Half;
import io.quorumeter.binding.CheckpointGauges.Slot;
import io.quorumeter.consensus.safety.SkipReason;

/** The catalogue of the families of a replica: views, proposals, votes, certificates, commits, and what is checked about them. */
public final class ConsensusFamilies {
    public static final Declaration<Gauge> CONSENSUS_INFO = essential(
                    "hotstuff2_consensus_info", "The protocol's variant and version and the SDK's; always 1.")
            .info("variant", "sdk_version", "protocol_version");

    public static final Declaration<Gauge> CURRENT_VIEW = essential(
                    "hotstuff2_consensus_current_view", "View that the replica is in.")
            .gauge()
            .causedBy("hotstuff2_consensus_views_entered_total");
    public static final Declaration<Gauge> VIEW_AGE = essential(
                    "hotstuff2_consensus_view_age_seconds",
                    "Time in the current view, before the first since the start; by the monotonic clock.")
            .gauge()
            .causedBy(CURRENT_VIEW);
    public static final Declaration<Gauge> VIEW_ENTERED_TIMESTAMP = essential(
                    "hotstuff2_consensus_view_entered_timestamp_seconds",
                    "Unix time at which the current view was entered, to be shown; hotstuff2_consensus_view_age_seconds has its age.")
            .gauge()
            .causedBy(CURRENT_VIEW);
    public static final Declaration<Gauge> HIGHEST_SEEN_VIEW = standard(
                    "hotstuff2_consensus_highest_seen_view",
                    "Highest view named in any valid certificate, or entered; its distance from the current view shows "
                            + "that the replica is behind.")
            .gauge()
            .causedBy("hotstuff2_consensus_certificates_total");
    public static final Declaration<StateSet<ViewPhase>> PHASE = standard(
                    "hotstuff2_consensus_phase", "Phase of the current view: 1 for the one that the replica is in.")
            .stateSet("phase", ViewPhase.class);
    public static final Declaration<By<ViewCause, Counter>> VIEWS_ENTERED = essential(
                    "hotstuff2_consensus_views_entered_total", "Views entered, by the evidence for entering.")
            .counter()
            .by("cause", ViewCause.class)
            .causedBy("hotstuff2_consensus_certificates_total", "hotstuff2_consensus_local_timeouts_total");
    public static final Declaration<Counter> VIEWS_SKIPPED = standard(
                    "hotstuff2_consensus_views_skipped_total",
                    "Views never entered because the replica went on to a higher one.")
            .counter()
            .causedBy(VIEWS_ENTERED);
    public static final Declaration<By<ViewOutcome, Timer>> VIEW_DURATION = essential(
                    "hotstuff2_consensus_view_duration_seconds", "Time spent in a view, by how it ended.")
            .timer()
            .by("outcome", ViewOutcome.class)
            .causedBy(VIEWS_ENTERED);
    public static final Declaration<By<TimeoutPhase, Counter>> LOCAL_TIMEOUTS = essential(
                    "hotstuff2_consensus_local_timeouts_total",
                    "Expiries of the own view timer, by what the replica was waiting for.")
            .counter()
            .by("phase", TimeoutPhase.class);
    public static final Declaration<By<ViewCause, Timer>> VIEW_CHANGE = standard(
                    "hotstuff2_consensus_view_change_seconds",
                    "From leaving a failed view to the first valid proposal or certificate of the next, by what that was entered by.")
            .timer()
            .by("cause", ViewCause.class)
            .causedBy(VIEWS_ENTERED)
            .causedBy("hotstuff2_consensus_proposals_received_total", "hotstuff2_consensus_certificates_total");
    public static final Declaration<Gauge> VIEW_TIMEOUT = standard(
                    "hotstuff2_consensus_view_timeout_seconds", "Length of the timer armed for the current view.")
            .gauge();
    public static final Declaration<Gauge> DELTA = standard(
                    "hotstuff2_consensus_delta_seconds", "Configured bound within which messages arrive.")
            .gauge();
    public static final Declaration<By<LeaderMode, Counter>> LEADER_ENTRIES = essential(
                    "hotstuff2_consensus_leader_entries_total",
                    "Views entered as their leader, by whether the lock of the view before allows to propose at once.")
            .counter()
            .by("mode", LeaderMode.class)
            .causedBy(VIEWS_ENTERED);

    public static final Declaration<Timer> LEADER_WAIT = standard(
                    "hotstuff2_consensus_leader_wait_seconds",
                    "Time that this leader waited for locks before it proposed.")
            .timer();
    public static final Declaration<By<ViewChangeKind, Counter>> TIMEOUT_MESSAGES_SENT = standard(
                    "hotstuff2_consensus_timeout_messages_sent_total", "Messages of view changes sent, by kind.")
            .counter()
            .by("kind", ViewChangeKind.class);
    public static final Declaration<By2<ViewChangeKind, ViewChangeResult, Counter>> TIMEOUT_MESSAGES_RECEIVED =
            standard(
                            "hotstuff2_consensus_timeout_messages_received_total",
                            "Messages of view changes received, by kind and what was done with them.")
                    .counter()
                    .by("kind", ViewChangeKind.class, "result", ViewChangeResult.class);
    public static final Declaration<Timer> TIMEOUT_CERTIFICATE_DELAY = standard(
                    "hotstuff2_consensus_timeout_certificate_delay_seconds",
                    "From the first wish or time-out for a view until its timeout certificate.")
            .timer()
            .causedBy("hotstuff2_consensus_certificates_total");

    public static final Declaration<Counter> BLOCKS_PROPOSED = essential(
                    "hotstuff2_consensus_blocks_proposed_total", "Blocks that this replica proposed as leader.")
            .counter();
    public static final Declaration<Gauge> PROPOSED_HEIGHT = standard(
                    "hotstuff2_consensus_proposed_height", "Height of the last own proposal.")
            .gauge()
            .causedBy(BLOCKS_PROPOSED);
    public static final Declaration<Gauge> PROPOSED_VIEW = standard(
                    "hotstuff2_consensus_proposed_view", "View of the last own proposal.")
            .gauge()
            .causedBy(BLOCKS_PROPOSED);
    public static final Declaration<By<ProposalResult, Counter>> PROPOSALS_RECEIVED = essential(
                    "hotstuff2_consensus_proposals_received_total", "Proposals received, by what was done with them.")
            .counter()
            .by("result", ProposalResult.class);

    public static final Declaration<Timer> PROPOSAL_BUILD = standard(
                    "hotstuff2_consensus_proposal_build_seconds", "Time to put a proposal together.")
            .timer()
            .causedBy(BLOCKS_PROPOSED);
    public static final Declaration<Timer> PROPOSAL_VALIDATION = standard(
                    "hotstuff2_consensus_proposal_validation_seconds",
                    "From the arrival of a proposal until it was found valid, execution included where it comes before the vote.")
            .timer()
            .causedBy(PROPOSALS_RECEIVED);
    public static final Declaration<Timer> PROPOSAL_ARRIVAL = standard(
                    "hotstuff2_consensus_proposal_arrival_seconds",
                    "From the entry of a view until its first valid proposal.")
            .timer()
            .causedBy(PROPOSALS_RECEIVED, VIEWS_ENTERED);
    public static final Declaration<Gauge> PROPOSAL_TIMESTAMP_OFFSET = standard(
                    "hotstuff2_consensus_proposal_timestamp_offset_seconds",
                    "Own clock at arrival minus the time written in the last proposal; may be negative.")
            .gauge();

    public static final Declaration<By<VotePhase, Counter>> VOTES_SENT = essential(
                    "hotstuff2_consensus_votes_sent_total", "Votes that this replica signed and sent, by phase.")
            .counter()
            .by("phase", VotePhase.class)
            .causedBy(PROPOSALS_RECEIVED)
            .causedBy("hotstuff2_consensus_safety_state_persist_seconds");
    public static final Declaration<By<WithheldReason, Counter>> VOTES_WITHHELD = standard(
                    "hotstuff2_consensus_votes_withheld_total",
                    "Proposals and certificates for which this replica decided not to vote, by reason.")
            .counter()
            .by("reason", WithheldReason.class);
    public static final Declaration<By2<VotePhase, VoteResult, Counter>> VOTES_RECEIVED = essential(
                    "hotstuff2_consensus_votes_received_total", "Votes received, by phase and what was done with them.")
            .counter()
            .by("phase", VotePhase.class, "result", VoteResult.class)
            .causedBy(BLOCKS_PROPOSED);
    public static final Declaration<By<VotePhase, Timer>> VOTE_PROCESSING = standard(
                    "hotstuff2_consensus_vote_processing_seconds", "Time to process one vote.")
            .timer()
            .by("phase", VotePhase.class);
    public static final Declaration<By<VotePhase, Timer>> VOTE_DELAY = detailed(
                    "hotstuff2_consensus_vote_delay_seconds",
                    "From the proposal or prepare until one vote arrived, at the replica that collects it.")
            .timer()
            .by("phase", VotePhase.class)
            .causedBy(VOTES_RECEIVED);
    public static final Declaration<By<VotePhase, Timer>> FULL_DELAY = detailed(
                    "hotstuff2_consensus_full_delay_seconds",
                    "From the proposal or prepare until the last vote of all validators; nothing when one never came.")
            .timer()
            .by("phase", VotePhase.class)
            .causedBy(VOTES_RECEIVED);
    public static final Declaration<By<VotePhase, Timer>> QUORUM_DELAY = essential(
                    "hotstuff2_consensus_quorum_delay_seconds",
                    "From the proposal or prepare until the vote that completed the quorum, at the replica that collected it.")
            .timer()
            .by("phase", VotePhase.class)
            .causedBy("hotstuff2_consensus_certificates_total");

    public static final Declaration<By2<CertificateKind, CertificateSource, Counter>> CERTIFICATES = essential(
                    "hotstuff2_consensus_certificates_total", "Distinct valid certificates, by kind and origin.")
            .counter()
            .by("kind", CertificateKind.class, "source", CertificateSource.class)
            .causedBy(VOTES_RECEIVED, VOTES_SENT);
    public static final Declaration<By2<CertificateKind, CertificateFault, Counter>> CERTIFICATES_REJECTED = essential(
                    "hotstuff2_consensus_certificates_rejected_total",
                    "Certificates found invalid, by kind and reason.")
            .counter()
            .by("kind", CertificateKind.class, "reason", CertificateFault.class);
    public static final Declaration<By<CertificateKind, Histogram>> CERTIFICATE_POWER_RATIO = standard(
                    "hotstuff2_consensus_certificate_power_ratio",
                    "Share of the voting power in certificates formed or received.")
            .histogram()
            .by("kind", CertificateKind.class)
            .causedBy(CERTIFICATES);
    public static final Declaration<Gauge> HIGH_QC_VIEW = essential(
                    "hotstuff2_consensus_high_qc_view", "View of the highest quorum certificate known.")
            .gauge()
            .causedBy(CERTIFICATES);
    public static final Declaration<Gauge> LOCKED_VIEW =
            essential("hotstuff2_consensus_locked_view", "View of the lock.").gauge();
    public static final Declaration<By<LockCause, Counter>> LOCK_UPDATES = standard(
                    "hotstuff2_consensus_lock_updates_total", "Changes of the lock, by what caused them.")
            .counter()
            .by("cause", LockCause.class);
    public static final Declaration<Gauge> LAST_VOTED_VIEW = essential(
                    "hotstuff2_consensus_last_voted_view", "Highest view of a first vote of this replica.")
            .gauge()
            .causedBy(VOTES_SENT);
    public static final Declaration<Timer> SAFETY_STATE_PERSIST = essential(
                    "hotstuff2_consensus_safety_state_persist_seconds",
                    "Time to make view, last vote and lock durable before a vote leaves.")
            .timer();
    public static final Declaration<Counter> SAFETY_STATE_PERSIST_FAILURES = essential(
                    "hotstuff2_consensus_safety_state_persist_failures_total",
                    "Times that view, last vote and lock could not be made durable.")
            .counter();

    public static final Declaration<Gauge> COMMITTED_HEIGHT = essential(
                    "hotstuff2_consensus_committed_height", "Height of the last committed block.")
            .gauge()
            .causedBy("hotstuff2_consensus_blocks_committed_total");
    public static final Declaration<Gauge> COMMITTED_VIEW = essential(
                    "hotstuff2_consensus_committed_view", "View in which the last committed block was proposed.")
            .gauge()
            .causedBy("hotstuff2_consensus_blocks_committed_total");
    public static final Declaration<Gauge> LAST_COMMIT_TIMESTAMP = essential(
                    "hotstuff2_consensus_last_commit_timestamp_seconds",
                    "Unix time of the last commit; 0 before the first.")
            .gauge()
            .causedBy("hotstuff2_consensus_blocks_committed_total");
    public static final Declaration<Gauge> COMMIT_AGE = essential(
                    "hotstuff2_consensus_commit_age_seconds",
                    "Time since the last live commit, before the first since the start; by the monotonic clock.")
            .gauge()
            .causedBy("hotstuff2_consensus_blocks_committed_total");
    public static final Declaration<By<CommitPath, Counter>> BLOCKS_COMMITTED = essential(
                    "hotstuff2_consensus_blocks_committed_total",
                    "Blocks committed, by whether the replica took part or caught up.")
            .counter()
            .by("path", CommitPath.class)
            .causedBy("hotstuff2_consensus_transactions_committed_total", "hotstuff2_consensus_block_interval_seconds");
    public static final Declaration<Counter> TRANSACTIONS_COMMITTED = essential(
                    "hotstuff2_consensus_transactions_committed_total", "Transactions in committed blocks.")
            .counter()
            .causedBy("hotstuff2_consensus_block_commit_latency_seconds");
    public static final Declaration<Counter> PAYLOAD_COMMITTED = standard(
                    "hotstuff2_consensus_payload_committed_bytes_total",
                    "Bytes of the transactions in committed blocks.")
            .counter();
    public static final Declaration<Timer> BLOCK_COMMIT_LATENCY = essential(
                    "hotstuff2_consensus_block_commit_latency_seconds",
                    "From the first local knowledge of a block, built or received, until its commit, live all the time.")
            .timer()
            .causedBy(PROPOSALS_RECEIVED, BLOCKS_PROPOSED, CERTIFICATES);
    public static final Declaration<By<BlockStage, Timer>> BLOCK_STAGE = standard(
                    "hotstuff2_consensus_block_stage_seconds",
                    "From the first local knowledge of a block until each of its stages, live all the time.")
            .timer()
            .by("stage", BlockStage.class);
    public static final Declaration<Timer> BLOCK_INTERVAL = essential(
                    "hotstuff2_consensus_block_interval_seconds", "Time between consecutive live commits.")
            .timer()
            .causedBy(BLOCK_COMMIT_LATENCY);

    public static final Declaration<Histogram> BLOCK_TRANSACTIONS = standard(
                    "hotstuff2_consensus_block_transactions", "Transactions in a committed block.")
            .histogram()
            .causedBy(BLOCKS_COMMITTED);
    public static final Declaration<Histogram> BLOCK_SIZE = standard(
                    "hotstuff2_consensus_block_size_bytes", "Bytes of the transactions in a committed block.")
            .histogram()
            .causedBy(BLOCKS_COMMITTED);
    public static final Declaration<Histogram> COMMIT_BATCH = standard(
                    "hotstuff2_consensus_commit_batch_blocks", "Blocks committed by one step, ancestors included.")
            .histogram()
            .causedBy(BLOCKS_COMMITTED);
    public static final Declaration<Histogram> COMMIT_VIEW_GAP = standard(
                    "hotstuff2_consensus_commit_view_gap",
                    "View of the certificate that committed a block minus the view in which it was proposed.")
            .histogram()
            .causedBy(BLOCKS_COMMITTED);
    public static final Declaration<By<PruneReason, Counter>> BLOCKS_PRUNED = standard(
                    "hotstuff2_consensus_blocks_pruned_total", "Uncommitted blocks that were dropped, by reason.")
            .counter()
            .by("reason", PruneReason.class);
    public static final Declaration<Gauge> PENDING_BLOCKS = standard(
                    "hotstuff2_consensus_pending_blocks", "Uncommitted blocks held.")
            .gauge();
    public static final Declaration<Gauge> PENDING_BLOCK_BYTES = detailed(
                    "hotstuff2_consensus_pending_block_bytes", "Bytes of the transactions in uncommitted blocks.")
            .gauge();

    public static final Declaration<By<SafetyViolation, Counter>> SAFETY_VIOLATIONS = essential(
                    "hotstuff2_consensus_safety_violations_total",
                    "Violations of safety found on this replica, by type.")
            .counter()
            .by("type", SafetyViolation.class);
    public static final Declaration<By<ByzantineAct, Counter>> BYZANTINE_EVIDENCE = essential(
                    "hotstuff2_consensus_byzantine_evidence_total", "Pieces of evidence against validators, by type.")
            .counter()
            .by("type", ByzantineAct.class);
    public static final Declaration<Gauge> BYZANTINE_VALIDATORS = essential(
                    "hotstuff2_consensus_byzantine_validators",
                    "Validators of the current set against which evidence is held.")
            .gauge()
            .causedBy(BYZANTINE_EVIDENCE);
    public static final Declaration<Gauge> BYZANTINE_POWER_RATIO = essential(
                    "hotstuff2_consensus_byzantine_power_ratio",
                    "Share of voting power of the accused validators; from one third on safety can no longer be assumed.")
            .gauge()
            .causedBy(BYZANTINE_EVIDENCE);
    public static final Declaration<By<ProtocolAnomaly, Counter>> PROTOCOL_ANOMALIES = essential(
                    "hotstuff2_consensus_protocol_anomalies_total",
                    "Suspicious events that may be benign or cannot be attributed, by type.")
            .counter()
            .by("type", ProtocolAnomaly.class);
    public static final Declaration<Counter> INVARIANT_CHECKS = standard(
                    "hotstuff2_consensus_invariant_checks_total", "Invariant checks carried out.")
            .counter();
    public static final Declaration<By<SkipReason, Counter>> INVARIANT_CHECKS_SKIPPED = standard(
                    "hotstuff2_consensus_invariant_checks_skipped_total",
                    "Events that could not be checked against the invariants, by reason.")
            .counter()
            .by("reason", SkipReason.class);
    public static final Declaration<By<Slot, Gauge>> CHECKPOINT_HEIGHT = essential(
                    "hotstuff2_consensus_checkpoint_height",
                    "Committed height, a multiple of 64, at which the fingerprint of the slot was taken.")
            .gauge()
            .by("slot", Slot.class)
            .causedBy("hotstuff2_consensus_checkpoint_fingerprint");
    public static final Declaration<By2<Slot, Half, Gauge>> CHECKPOINT_FINGERPRINT = essential(
                    "hotstuff2_consensus_checkpoint_fingerprint",
                    "First 96 bits of the block's identity at the checkpoint height of the slot, in two halves of 48 bits.")
            .gauge()
            .by("slot", Slot.class, "half", Half.class);

    public static final Declaration<Counter> EVIDENCE_LOG_REFUSED = standard(
                    "hotstuff2_evidence_log_refused_total", "Pieces of evidence that the log on disk had no room for.")
            .counter();
    public static final Declaration<Counter> EVIDENCE_LOG_FAILED = standard(
                    "hotstuff2_evidence_log_failed_total", "Pieces of evidence that could not be written to disk.")
            .counter();

    public static final Declaration<Gauge> SYNC_IN_PROGRESS = essential(
                    "hotstuff2_sync_in_progress", "1 while the replica catches up.")
            .gauge();
    public static final Declaration<Gauge> SYNC_TARGET_HEIGHT = standard(
                    "hotstuff2_sync_target_height", "Certified height that is or was last caught up to.")
            .gauge();
    public static final Declaration<Counter> SYNC_BLOCKS = standard(
                    "hotstuff2_sync_blocks_total", "Blocks obtained by catching up.")
            .counter();
    public static final Declaration<By2<SyncDirection, SyncResult, Counter>> SYNC_REQUESTS = standard(
                    "hotstuff2_sync_requests_total", "Requests for blocks, by who asked and how they ended.")
            .counter()
            .by("direction", SyncDirection.class, "result", SyncResult.class);
    public static final Declaration<Timer> SYNC_DURATION = standard(
                    "hotstuff2_sync_duration_seconds", "Time from falling behind until having caught up.")
            .timer();

    private ConsensusFamilies() {}
}
