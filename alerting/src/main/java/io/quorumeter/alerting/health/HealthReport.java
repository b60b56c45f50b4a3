package io.quorumeter.alerting.health;

import io.quorumeter.health.HealthLevel;
import java.time.Instant;
import java.util.List;

/**
 * How a node is, component by component. Immutable.
 *
 * @param time when it was found out; where components were checked at different times, the first of them
 * @param status that of the worst component, with the issues of all
 * @param score the mean of the components' scores by their weights, 0 to 1; 1 when there is none
 * @param components all that have a check, in the order in which they were registered
 */
public record HealthReport(Instant time, HealthStatus status, double score, List<ComponentHealth> components) {
    /**
     * Copies the list.
     *
     * @param time when it was found out; where components were checked at different times, the first of them
     * @param status that of the worst component, with the issues of all
     * @param score the mean of the components' scores by their weights, 0 to 1; 1 when there is none
     * @param components all that have a check, in the order in which they were registered
     */
    public HealthReport {
        components = List.copyOf(components);
    }

    /**
     * The report that components make.
     *
     * @param time when they were looked at
     * @param components how they are
     * @return status and score of them all
     */
    public static HealthReport of(Instant time, List<ComponentHealth> components) {
        List<HealthIssue> issues = components.stream()
                .flatMap(component -> component.status().issues().stream())
                .toList();
        double weights =
                components.stream().mapToDouble(ComponentHealth::weight).sum();
        double score = components.stream()
                .mapToDouble(component -> component.score() * component.weight())
                .sum();
        return new HealthReport(time, HealthStatus.of(issues), weights > 0 ? score / weights : 1, components);
    }

    /**
     * What the score means: how the node is on the whole, while the status is that of its worst component.
     *
     * @return healthy from 0.9 on, warning from 0.7, critical from 0.3, and failing below
     */
    public HealthLevel band() {
        if (score >= 0.9) {
            return HealthLevel.HEALTHY;
        }
        if (score >= 0.7) {
            return HealthLevel.WARNING;
        }
        return score >= 0.3 ? HealthLevel.CRITICAL : HealthLevel.FAILING;
    }
}
