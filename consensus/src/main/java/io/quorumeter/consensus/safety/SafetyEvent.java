package io.quorumeter.consensus.safety;

/**
 * Published once for each violation and each act that the monitor counts, on the {@linkplain io.quorumeter.MetricsCollector#events()
 * collector's bus}.
 *
 * @param evidence what was found
 */
public record SafetyEvent(Evidence evidence) {}
