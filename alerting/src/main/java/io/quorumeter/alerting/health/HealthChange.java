package io.quorumeter.alerting.health;

import io.quorumeter.health.HealthLevel;
import java.time.Instant;

/**
 * A component became better or worse.
 *
 * @param at when that was found
 * @param from what it was
 * @param to what it is
 * @param reason its worst issue then; empty when it has none
 */
public record HealthChange(Instant at, HealthLevel from, HealthLevel to, String reason) {}
