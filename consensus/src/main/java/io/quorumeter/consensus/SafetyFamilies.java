package io.quorumeter.consensus;

import static io.quorumeter.consensus.ConsensusFamily.BYZANTINE_EVIDENCE;
import static io.quorumeter.consensus.ConsensusFamily.BYZANTINE_POWER_RATIO;
import static io.quorumeter.consensus.ConsensusFamily.BYZANTINE_VALIDATORS;
import static io.quorumeter.consensus.ConsensusFamily.PROTOCOL_ANOMALIES;
import static io.quorumeter.consensus.ConsensusFamily.SAFETY_VIOLATIONS;

import io.quorumeter.binding.Families;

/**
 * The families of what is found by watching the protocol. All their series exist with 0 from the start, because the first violation
 * must show as an increase.
 */
final class SafetyFamilies {
    private SafetyFamilies() {}

    static void declare(Families families) {
        families.counter(PROTOCOL_ANOMALIES).by("type", ProtocolAnomaly.class).create();
        families.counter(BYZANTINE_EVIDENCE).by("type", ByzantineAct.class).create();
        families.counter(SAFETY_VIOLATIONS).by("type", SafetyViolation.class).create();
        String[] evidence = families.names(BYZANTINE_EVIDENCE);
        families.gauge(BYZANTINE_VALIDATORS).causedBy(evidence).create();
        families.gauge(BYZANTINE_POWER_RATIO).causedBy(evidence).create();
    }
}
