package io.quorumeter.alerting.health;

import io.quorumeter.health.HealthLevel;
import java.time.Instant;
import java.util.Comparator;

/**
 * One thing that is wrong with a component. Immutable. Ordered by how bad it is, then by all that it says.
 *
 * @param severity how bad it is; not {@link HealthLevel#HEALTHY}
 * @param component which component has it
 * @param name what is wrong, one of a few names; the same as long as it lasts
 * @param message one sentence for people, which may change while it lasts
 * @param since when it began, or where that is not known when a check first found it
 * @param suggestion what to do about it; empty when there is nothing to say
 */
public record HealthIssue(
        HealthLevel severity, String component, String name, String message, Instant since, String suggestion)
        implements Comparable<HealthIssue> {
    private static final Comparator<HealthIssue> ORDER = Comparator.comparing(HealthIssue::severity)
            .thenComparing(HealthIssue::component)
            .thenComparing(HealthIssue::name)
            .thenComparing(HealthIssue::message)
            .thenComparing(HealthIssue::since)
            .thenComparing(HealthIssue::suggestion);

    /**
     * Checks that something is wrong.
     *
     * @param severity how bad it is; not {@link HealthLevel#HEALTHY}
     * @param component which component has it
     * @param name what is wrong, one of a few names; the same as long as it lasts
     * @param message one sentence for people, which may change while it lasts
     * @param since when it began, or where that is not known when a check first found it
     * @param suggestion what to do about it; empty when there is nothing to say
     * @throws IllegalArgumentException when the severity is {@link HealthLevel#HEALTHY}
     */
    public HealthIssue {
        if (severity == HealthLevel.HEALTHY) {
            throw new IllegalArgumentException("severity: issue '" + name + "' of " + component
                    + " is HEALTHY; an issue is a WARNING, CRITICAL or FAILING");
        }
    }

    @Override
    public int compareTo(HealthIssue other) {
        return ORDER.compare(this, other);
    }
}
