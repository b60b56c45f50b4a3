package io.quorumeter.consensus;

import static io.quorumeter.MetricType.COUNTER;
import static io.quorumeter.MetricType.GAUGE;
import static io.quorumeter.binding.Family.detailed;
import static io.quorumeter.binding.Family.essential;
import static io.quorumeter.binding.Family.standard;

import io.quorumeter.binding.Catalogued;
import io.quorumeter.binding.Family;

/** The catalogue of the families of the validator set and of this validator's part in it. */
public enum ValidatorFamily implements Catalogued {
    /** How many there are. */
    SET_SIZE(essential(GAUGE, "validator_set_size", "Members of the active validator set.")),
    /** Whether this is one. */
    IN_SET(essential(GAUGE, "validator_in_set", "1 while this replica is in the active validator set.")),
    /** How own views end. */
    LEADER_VIEWS(essential(
                    COUNTER,
                    "validator_leader_views_total",
                    "Views led by this validator, by outcome; the committed ones are also among the certified.")
            .by("outcome", LeaderViewOutcome.class)),
    /** Own votes that were not cast. */
    VOTES_MISSED(essential(
                    COUNTER,
                    "validator_votes_missed_total",
                    "Views of the committed chain in which this validator did not vote, so that its vote is in no certificate, by phase.")
            .by("phase", VotePhase.class)),
    /** Power that takes part. */
    PARTICIPATING_POWER_RATIO(essential(
            GAUGE,
            "validator_participating_power_ratio",
            "Share of voting power seen voting within the last 100 certified views and at most 30 s.")),
    /** Validators that do not. */
    MISSING(essential(
            GAUGE,
            "validator_missing",
            "Validators not seen voting within the last 100 certified views and at most 30 s.")),

    /** How strong all are. */
    SET_POWER(standard(GAUGE, "validator_set_power", "Voting power of the active set.")),
    /** How strong a quorum is. */
    QUORUM_POWER(standard(GAUGE, "validator_quorum_power", "Voting power that a certificate needs.")),
    /** Which set it is. */
    EPOCH(standard(GAUGE, "validator_epoch", "Number of the active set.")),
    /** Changes of the set. */
    SET_UPDATES(standard(COUNTER, "validator_set_updates_total", "Changes of the active set.")),
    /** What this one may do. */
    STATUS(standard(GAUGE, "validator_status", "Own status: 1 for the one that this validator has.")
            .by("status", ValidatorStatus.class)),
    /** How strong this one is. */
    POWER_RATIO(standard(GAUGE, "validator_power_ratio", "Own share of the voting power.")),
    /** Where each is. */
    LAST_VOTE_VIEW(standard(GAUGE, "validator_last_vote_view", "Highest view of a verified vote of the validator.")
            .open("validator")),
    /** How long each has not spoken. */
    SILENT(standard(
                    GAUGE,
                    "validator_silent_seconds",
                    "Time since the last verified vote, status or proposal of the validator, since the start before the first.")
            .open("validator")),
    /** How each leads. */
    PROPOSER_VIEWS(standard(COUNTER, "validator_proposer_views_total", "Views that the validator led, by outcome.")
            .open("validator")
            .by("outcome", ProposerOutcome.class)),
    /** Evidence against each. */
    EVIDENCE(standard(COUNTER, "validator_evidence_total", "Evidence held against the validator.")
            .open("validator")),

    /** Votes of each. */
    COUNTED_VOTES(detailed(
                    COUNTER,
                    "validator_counted_votes_total",
                    "Verified votes of each validator that arrived here, own ones when they are sent, by phase.")
            .open("validator")
            .by("phase", VotePhase.class)),
    /** How strong each is. */
    POWER(detailed(GAUGE, "validator_power", "Voting power of each validator.").open("validator")),
    /** How well each does. */
    REPUTATION(detailed(
                    GAUGE,
                    "validator_reputation_ratio",
                    "Participation times success as leader, halved for each piece of evidence: 1 is best.")
            .open("validator"));

    @SuppressWarnings("ImmutableEnumChecker") // a record of immutable parts
    private final Family family;

    ValidatorFamily(Family family) {
        this.family = family;
    }

    @Override
    public Family family() {
        return family;
    }
}
