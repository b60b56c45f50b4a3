package io.quorumeter.alerting.health;

import java.time.Instant;
import java.util.List;

/**
 * How a node is, component by component. Immutable.
 *
 * @param time when it was found out
 * @param status that of the worst component, with the issues of all
 * @param score the mean of the components' scores, 0 to 1; 1 when there is none
 * @param components all that have a check, in the order in which they were registered
 */
public record HealthReport(Instant time, HealthStatus status, double score, List<ComponentHealth> components) {
    /**
     * Copies the list.
     *
     * @param time when it was found out
     * @param status that of the worst component, with the issues of all
     * @param score the mean of the components' scores, 0 to 1; 1 when there is none
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
        double score = components.stream()
                .mapToDouble(ComponentHealth::score)
                .average()
                .orElse(1);
        return new HealthReport(time, HealthStatus.of(issues), score, components);
    }
}
