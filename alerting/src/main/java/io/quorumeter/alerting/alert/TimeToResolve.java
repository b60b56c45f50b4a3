package io.quorumeter.alerting.alert;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How long alerts of one name fired until they were over.
 *
 * @param count how many of them are over, 1 or more
 * @param mean the mean of their durations, 0 or more
 */
public record TimeToResolve(int count, Duration mean) {
    /** Returns the times by the names of alerts that are over, in the order of the names. */
    static Map<String, TimeToResolve> byName(Collection<Alert> alerts) {
        Map<String, TimeToResolve> times = new TreeMap<>();
        for (Alert alert : alerts) {
            if (!alert.isFiring()) {
                Duration time = Duration.between(alert.firedAt(), Objects.requireNonNull(alert.resolvedAt()));
                times.merge(alert.name(), new TimeToResolve(1, time), TimeToResolve::and);
            }
        }
        return times;
    }

    private TimeToResolve and(TimeToResolve other) {
        int all = count + other.count;
        return new TimeToResolve(
                all,
                mean.multipliedBy(count)
                        .plus(other.mean.multipliedBy(other.count))
                        .dividedBy(all));
    }
}
