package io.quorumeter.consensus;

import static io.quorumeter.Declaration.detailed;
import static io.quorumeter.Declaration.essential;
import static io.quorumeter.Declaration.standard;

import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.Declaration;
import io.quorumeter.Gauge;
import io.quorumeter.Indexed;
import io.quorumeter.StateSet;

/** The catalogue of the families of the validator set and of this validator's part in it. */
public final class ValidatorFamilies {
    public static final Declaration<Gauge> SET_SIZE = essential(
                    "hotstuff2_validator_set_size", "Members of the active validator set.")
            .gauge();
    public static final Declaration<Gauge> IN_SET = essential(
                    "hotstuff2_validator_in_set", "1 while this replica is in the active validator set.")
            .gauge();
    public static final Declaration<By<LeaderViewOutcome, Counter>> LEADER_VIEWS = essential(
                    "hotstuff2_validator_leader_views_total",
                    "Views led by this validator, by outcome; the committed ones are also among the certified.")
            .counter()
            .by("outcome", LeaderViewOutcome.class)
            .causedBy(ConsensusFamilies.VIEWS_ENTERED, ConsensusFamilies.BLOCKS_COMMITTED);
    public static final Declaration<By<VotePhase, Counter>> VOTES_MISSED = essential(
                    "hotstuff2_validator_votes_missed_total",
                    "Views of the committed chain in which this validator did not vote, so that its vote is in no certificate, by phase.")
            .counter()
            .by("phase", VotePhase.class)
            .causedBy(ConsensusFamilies.CERTIFICATES, ConsensusFamilies.BLOCKS_COMMITTED);
    public static final Declaration<Gauge> PARTICIPATING_POWER_RATIO = essential(
                    "hotstuff2_validator_participating_power_ratio",
                    "Share of voting power seen voting within the last 100 certified views and at most 30 s.")
            .gauge();
    public static final Declaration<Gauge> MISSING = essential(
                    "hotstuff2_validator_missing",
                    "Validators not seen voting within the last 100 certified views and at most 30 s.")
            .gauge();

    public static final Declaration<Gauge> SET_POWER = standard(
                    "hotstuff2_validator_set_power", "Voting power of the active set.")
            .gauge();
    public static final Declaration<Gauge> QUORUM_POWER = standard(
                    "hotstuff2_validator_quorum_power", "Voting power that a certificate needs.")
            .gauge();
    public static final Declaration<Gauge> EPOCH =
            standard("hotstuff2_validator_epoch", "Number of the active set.").gauge();
    public static final Declaration<Counter> SET_UPDATES = standard(
                    "hotstuff2_validator_set_updates_total", "Changes of the active set.")
            .counter();
    public static final Declaration<StateSet<ValidatorStatus>> STATUS = standard(
                    "hotstuff2_validator_status", "Own status: 1 for the one that this validator has.")
            .stateSet("status", ValidatorStatus.class);
    public static final Declaration<Gauge> POWER_RATIO = standard(
                    "hotstuff2_validator_power_ratio", "Own share of the voting power.")
            .gauge();
    public static final Declaration<Indexed<Gauge>> LAST_VOTE_VIEW = standard(
                    "hotstuff2_validator_last_vote_view", "Highest view of a verified vote of the validator.")
            .gauge()
            .byIndex("validator");
    public static final Declaration<Indexed<Gauge>> SILENT = standard(
                    "hotstuff2_validator_silent_seconds",
                    "Time since the last verified vote, status or proposal of the validator, since the start before the first.")
            .gauge()
            .byIndex("validator");
    public static final Declaration<Indexed<Gauge>> SILENCE_LIMIT = standard(
                    "hotstuff2_validator_silence_limit_seconds",
                    "Silence from which on the validator counts as silent: 10 s, 20 delta, and two turns of all as leader.")
            .gauge()
            .byIndex("validator");
    public static final Declaration<Indexed<Gauge>> INDEX = standard(
                    "hotstuff2_validator_index", "Index of the validator in the active set.")
            .gauge()
            .byIndex("validator");
    public static final Declaration<Indexed<By<ProposerOutcome, Counter>>> PROPOSER_VIEWS = standard(
                    "hotstuff2_validator_proposer_views_total", "Views that the validator led, by outcome.")
            .counter()
            .byIndex("validator", "outcome", ProposerOutcome.class);
    public static final Declaration<Indexed<Counter>> EVIDENCE = standard(
                    "hotstuff2_validator_evidence_total", "Evidence held against the validator.")
            .counter()
            .byIndex("validator");

    public static final Declaration<Indexed<By<VotePhase, Counter>>> COUNTED_VOTES = detailed(
                    "hotstuff2_validator_counted_votes_total",
                    "Verified votes of each validator that arrived here, own ones when they are sent, by phase.")
            .counter()
            .byIndex("validator", "phase", VotePhase.class);
    public static final Declaration<Indexed<Gauge>> POWER = detailed(
                    "hotstuff2_validator_power", "Voting power of each validator.")
            .gauge()
            .byIndex("validator");
    public static final Declaration<Indexed<Gauge>> REPUTATION = detailed(
                    "hotstuff2_validator_reputation_ratio",
                    "Participation times success as leader, halved for each piece of evidence: 1 is best.")
            .gauge()
            .byIndex("validator");

    private ValidatorFamilies() {}
}
