package io.quorumeter.consensus.safety;

import static io.quorumeter.consensus.ConsensusFamilies.BYZANTINE_EVIDENCE;
import static io.quorumeter.consensus.ConsensusFamilies.BYZANTINE_POWER_RATIO;
import static io.quorumeter.consensus.ConsensusFamilies.BYZANTINE_VALIDATORS;
import static io.quorumeter.consensus.ConsensusFamilies.INVARIANT_CHECKS;
import static io.quorumeter.consensus.ConsensusFamilies.INVARIANT_CHECKS_SKIPPED;
import static io.quorumeter.consensus.ConsensusFamilies.PROTOCOL_ANOMALIES;
import static io.quorumeter.consensus.ConsensusFamilies.SAFETY_VIOLATIONS;

import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.MetricsCollector;
import io.quorumeter.consensus.ByzantineAct;
import io.quorumeter.consensus.ProtocolAnomaly;
import io.quorumeter.consensus.SafetyViolation;
import java.util.function.Supplier;

/**
 * The metrics of what is found by watching the protocol. All their series exist with 0 from the start, because the first violation
 * must show as an increase.
 */
final class SafetyMetrics {
    final By<SafetyViolation, Counter> violations;
    final By<ByzantineAct, Counter> acts;
    final By<ProtocolAnomaly, Counter> anomalies;
    final By<SkipReason, Counter> skipped;
    private final MetricsCollector metrics;

    SafetyMetrics(MetricsCollector metrics) {
        this.metrics = metrics;
        anomalies = PROTOCOL_ANOMALIES.on(metrics);
        acts = BYZANTINE_EVIDENCE.on(metrics);
        violations = SAFETY_VIOLATIONS.on(metrics);
        skipped = INVARIANT_CHECKS_SKIPPED.on(metrics);
    }

    /** What is computed when a snapshot is taken. */
    void observe(Supplier<Long> checks, Supplier<Integer> validators, Supplier<Double> powerRatio) {
        INVARIANT_CHECKS.observe(metrics, checks);
        BYZANTINE_VALIDATORS.observe(metrics, validators);
        BYZANTINE_POWER_RATIO.observe(metrics, powerRatio);
    }
}
