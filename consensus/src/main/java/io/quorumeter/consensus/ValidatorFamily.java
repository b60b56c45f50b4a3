package io.quorumeter.consensus;

import static io.quorumeter.MetricType.COUNTER;
import static io.quorumeter.MetricType.GAUGE;
import static io.quorumeter.binding.Family.essential;

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
            "Share of voting power seen voting within the last 100 certified views.")),
    /** Validators that do not. */
    MISSING(essential(GAUGE, "validator_missing", "Validators not seen voting within the last 100 certified views."));

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
