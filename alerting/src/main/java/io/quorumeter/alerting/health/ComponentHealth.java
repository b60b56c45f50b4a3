package io.quorumeter.alerting.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one component is. Immutable.
 *
 * @param component its name
 * @param status how it is, and why
 * @param score 0 to 1, that of the status' level
 * @param latency how long the check took
 * @param lastSuccess when it was last found to do its work, with or without a warning; null when it never was
 * @param lastFailure when it was last found critical or failing; null when it never was
 * @param details what was measured, by name
 * @param track how it was in its last checks
 * @param weight its share in the score of the node
 */
public record ComponentHealth(
        String component,
        HealthStatus status,
        double score,
        Duration latency,
        @Nullable Instant lastSuccess,
        @Nullable Instant lastFailure,
        Map<String, Double> details,
        HealthTrack track,
        double weight) {
    /**
     * Copies the map; its order stays.
     *
     * @param component its name
     * @param status how it is, and why
     * @param score 0 to 1, that of the status' level
     * @param latency how long the check took
     * @param lastSuccess when it was last found to do its work, with or without a warning; null when it never was
     * @param lastFailure when it was last found critical or failing; null when it never was
     * @param details what was measured, by name
     * @param track how it was in its last checks
     * @param weight its share in the score of the node
     * @throws IllegalArgumentException when the score is not from 0 to 1
     */
    public ComponentHealth {
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("score: " + score + " of " + component + " is not from 0 to 1");
        }
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }
}
