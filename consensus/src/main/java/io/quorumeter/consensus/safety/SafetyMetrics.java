package io.quorumeter.consensus.safety;

import static io.quorumeter.consensus.ConsensusFamily.BYZANTINE_EVIDENCE;
import static io.quorumeter.consensus.ConsensusFamily.BYZANTINE_POWER_RATIO;
import static io.quorumeter.consensus.ConsensusFamily.BYZANTINE_VALIDATORS;
import static io.quorumeter.consensus.ConsensusFamily.INVARIANT_CHECKS;
import static io.quorumeter.consensus.ConsensusFamily.INVARIANT_CHECKS_SKIPPED;
import static io.quorumeter.consensus.ConsensusFamily.PROTOCOL_ANOMALIES;
import static io.quorumeter.consensus.ConsensusFamily.SAFETY_VIOLATIONS;

import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.binding.Families;
import io.quorumeter.consensus.ByzantineAct;
import io.quorumeter.consensus.ProtocolAnomaly;
import io.quorumeter.consensus.SafetyViolation;
import java.util.function.Supplier;

/**
 * The families of what is found by watching the protocol. All their series exist with 0 from the start, because the first violation
 * must show as an increase.
 */
final class SafetyMetrics {
    final By<SafetyViolation, Counter> violations;
    final By<ByzantineAct, Counter> acts;
    final By<ProtocolAnomaly, Counter> anomalies;
    final By<SkipReason, Counter> skipped;
    private final Families families;

    SafetyMetrics(Families families) {
        this.families = families;
        anomalies = families.counter(PROTOCOL_ANOMALIES)
                .by("type", ProtocolAnomaly.class)
                .create();
        acts = families.counter(BYZANTINE_EVIDENCE)
                .by("type", ByzantineAct.class)
                .create();
        violations = families.counter(SAFETY_VIOLATIONS)
                .by("type", SafetyViolation.class)
                .create();
        skipped = families.counter(INVARIANT_CHECKS_SKIPPED)
                .by("reason", SkipReason.class)
                .create();
    }

    /** What is computed when a snapshot is taken. */
    void observe(Supplier<Long> checks, Supplier<Integer> validators, Supplier<Double> powerRatio) {
        String[] evidence = families.names(BYZANTINE_EVIDENCE);
        families.counter(INVARIANT_CHECKS).observe(checks);
        families.gauge(BYZANTINE_VALIDATORS).causedBy(evidence).observe(validators);
        families.gauge(BYZANTINE_POWER_RATIO).causedBy(evidence).observe(powerRatio);
    }
}
