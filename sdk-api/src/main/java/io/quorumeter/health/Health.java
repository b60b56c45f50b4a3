package io.quorumeter.health;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The result of a check: no finding, or one or more findings, and numbers that help to judge them. Immutable.
 *
 * <pre>{@code
 * return pool.ping() ? Health.ok() : Health.critical("no connection").suggest("is the database up?");
 * }</pre>
 *
 * @param findings what is wrong; empty when the component is healthy
 * @param details what was measured, by name; a number that is not known is left out
 */
public record Health(List<Finding> findings, Map<String, Double> details) {
    /**
     * One problem that a check found.
     *
     * @param severity how bad it is
     * @param name what is wrong, the same as long as it lasts, one of a few names
     * @param message one sentence for people
     * @param suggestion what to do about it; may be empty
     * @param since when it began; null when the check does not know; then the time of the first check that finds it is taken
     */
    public record Finding(
            HealthLevel severity,
            String name,
            String message,
            String suggestion,
            @Nullable Instant since) {
        /**
         * Checks that no argument except {@code since} is null.
         *
         * @param severity how bad it is
         * @param name what is wrong, the same as long as it lasts, one of a few names
         * @param message one sentence for people
         * @param suggestion what to do about it; may be empty
         * @param since when it began; null when the check does not know
         * @throws NullPointerException when another argument is null; the message names it
         */
        public Finding {
            Objects.requireNonNull(severity, "severity");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(message, "message");
            Objects.requireNonNull(suggestion, "suggestion");
        }

        /**
         * Creates a finding of which the check does not know when it began.
         *
         * @param severity how bad it is
         * @param name what is wrong, the same as long as it lasts, one of a few names
         * @param message one sentence for people
         * @param suggestion what to do about it; may be empty
         */
        public Finding(HealthLevel severity, String name, String message, String suggestion) {
            this(severity, name, message, suggestion, null);
        }

        private Finding suggest(String what) {
            return suggestion.isEmpty() ? new Finding(severity, name, message, what, since) : this;
        }
    }

    private static final Health OK = new Health(List.of(), Map.of());

    /**
     * Copies list and map; the order of both stays.
     *
     * @param findings what is wrong; empty when the component is healthy
     * @param details what was measured, by name; a number that is not known is left out
     */
    public Health {
        findings = List.copyOf(findings);
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    /**
     * Returns a healthy result.
     *
     * @return a result without findings
     */
    public static Health ok() {
        return OK;
    }

    /**
     * Returns a warning: the component works, but an operator should look at it soon.
     *
     * @param message one sentence for people, which also names the finding
     * @return a result with one finding
     */
    public static Health warning(String message) {
        return of(HealthLevel.WARNING, message);
    }

    /**
     * Returns a critical finding: the component works in part, or will not work for long.
     *
     * @param message one sentence for people, which also names the finding
     * @return a result with one finding
     */
    public static Health critical(String message) {
        return of(HealthLevel.CRITICAL, message);
    }

    /**
     * Returns a failing finding: the component does not work.
     *
     * @param message one sentence for people, which also names the finding
     * @return a result with one finding
     */
    public static Health failing(String message) {
        return of(HealthLevel.FAILING, message);
    }

    private static Health of(HealthLevel severity, String message) {
        return new Health(List.of(new Finding(severity, message, message, "")), Map.of());
    }

    /**
     * Returns this result with one more finding.
     *
     * @param more what else is wrong
     * @return a new object
     */
    public Health and(Finding more) {
        List<Finding> all = new ArrayList<>(findings);
        all.add(more);
        return new Health(all, details);
    }

    /**
     * Returns this result with a suggestion for all findings that have none.
     *
     * @param what what to do about it
     * @return a new object
     */
    public Health suggest(String what) {
        List<Finding> all = findings.stream().map(one -> one.suggest(what)).toList();
        return new Health(all, details);
    }

    /**
     * Returns this result with one more number.
     *
     * @param name what was measured
     * @param value the number; one that is not finite is not known, and left out
     * @return a new object
     */
    public Health with(String name, double value) {
        if (!Double.isFinite(value)) {
            return this;
        }
        Map<String, Double> all = new LinkedHashMap<>(details);
        all.put(name, value);
        return new Health(findings, all);
    }
}
