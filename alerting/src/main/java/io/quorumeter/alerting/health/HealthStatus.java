package io.quorumeter.alerting.health;

import io.quorumeter.health.HealthLevel;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * How something is, and why. Immutable. Statuses are totally ordered, consistently with equality: by their level, then by their issues, the
 * worst first; so the greatest of several is the worst.
 */
public sealed interface HealthStatus extends Comparable<HealthStatus> {
    /**
     * Everything works.
     */
    record Healthy() implements HealthStatus {
        @Override
        public List<HealthIssue> issues() {
            return List.of();
        }

        @Override
        public HealthLevel level() {
            return HealthLevel.HEALTHY;
        }
    }

    /**
     * Everything works, and somebody should look at it soon.
     *
     * @param issues why, the worst first; one or more, none of them above a warning
     */
    record Warning(List<HealthIssue> issues) implements HealthStatus {
        /**
         * Sorts and checks the issues.
         *
         * @param issues why, the worst first; one or more, none of them above a warning
         */
        public Warning {
            issues = checked(HealthLevel.WARNING, issues);
        }

        @Override
        public HealthLevel level() {
            return HealthLevel.WARNING;
        }
    }

    /**
     * Part of it works, or will not for long.
     *
     * @param issues why, the worst first; one or more, the worst of them critical
     */
    record Critical(List<HealthIssue> issues) implements HealthStatus {
        /**
         * Sorts and checks the issues.
         *
         * @param issues why, the worst first; one or more, the worst of them critical
         */
        public Critical {
            issues = checked(HealthLevel.CRITICAL, issues);
        }

        @Override
        public HealthLevel level() {
            return HealthLevel.CRITICAL;
        }
    }

    /**
     * It does not work.
     *
     * @param issues why, the worst first; one or more, the worst of them failing
     */
    record Failing(List<HealthIssue> issues) implements HealthStatus {
        /**
         * Sorts and checks the issues.
         *
         * @param issues why, the worst first; one or more, the worst of them failing
         */
        public Failing {
            issues = checked(HealthLevel.FAILING, issues);
        }

        @Override
        public HealthLevel level() {
            return HealthLevel.FAILING;
        }
    }

    /**
     * The status that issues make: as bad as the worst of them.
     *
     * @param issues in any order; none for healthy
     * @return the status
     */
    static HealthStatus of(List<HealthIssue> issues) {
        HealthLevel worst = issues.stream()
                .map(HealthIssue::severity)
                .max(Comparator.naturalOrder())
                .orElse(HealthLevel.HEALTHY);
        return switch (worst) {
            case HEALTHY -> new Healthy();
            case WARNING -> new Warning(issues);
            case CRITICAL -> new Critical(issues);
            case FAILING -> new Failing(issues);
        };
    }

    /**
     * How bad it is.
     *
     * @return the level
     */
    HealthLevel level();

    /**
     * Why it is so.
     *
     * @return the issues, the worst first; none when it is healthy
     */
    List<HealthIssue> issues();

    /**
     * Whether everything works.
     *
     * @return true when there is no issue
     */
    default boolean isHealthy() {
        return level() == HealthLevel.HEALTHY;
    }

    @Override
    default int compareTo(HealthStatus other) {
        int byLevel = level().compareTo(other.level());
        if (byLevel != 0) {
            return byLevel;
        }
        Iterator<HealthIssue> mine = issues().iterator();
        Iterator<HealthIssue> theirs = other.issues().iterator();
        while (mine.hasNext() && theirs.hasNext()) {
            int byIssue = mine.next().compareTo(theirs.next());
            if (byIssue != 0) {
                return byIssue;
            }
        }
        return Boolean.compare(mine.hasNext(), theirs.hasNext());
    }

    private static List<HealthIssue> checked(HealthLevel level, List<HealthIssue> issues) {
        List<HealthIssue> sorted =
                issues.stream().sorted(Comparator.reverseOrder()).toList();
        if (sorted.isEmpty() || sorted.get(0).severity() != level) {
            throw new IllegalArgumentException(
                    "issues: a status of " + level + " has one of that severity and none above, not " + issues
                            + "; HealthStatus.of(issues) chooses the status");
        }
        return sorted;
    }
}
