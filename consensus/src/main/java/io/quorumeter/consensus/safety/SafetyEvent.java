package io.quorumeter.consensus.safety;

import io.quorumeter.event.UrgentEvent;

/**
 * Published once for each violation and each act that the monitor counts, on the {@linkplain io.quorumeter.MetricsCollector#events()
 * collector's bus}.
 *
 * @param evidence what was found
 */
public record SafetyEvent(Evidence evidence) implements UrgentEvent {}
