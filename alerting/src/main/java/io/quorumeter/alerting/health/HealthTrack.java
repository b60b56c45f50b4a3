package io.quorumeter.alerting.health;

import java.time.Instant;
import java.util.List;

/**
 * How a component was in its last checks.
 *
 * @param checkedAt when it was last checked
 * @param checks how many checks are counted, up to the last 1,000
 * @param availability the share of these in which it did its work, with or without a warning; 1 when there was none
 * @param failures how many of the last ones in a row found it critical or failing
 * @param changes when it became better or worse, up to the last 100, the last one last
 */
public record HealthTrack(
        Instant checkedAt, int checks, double availability, int failures, List<HealthChange> changes) {}
