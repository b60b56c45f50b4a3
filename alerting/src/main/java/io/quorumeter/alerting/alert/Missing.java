package io.quorumeter.alerting.alert;

import io.quorumeter.Labels;
import io.quorumeter.ValidatorAge;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;

/** Alerts of validators that are gone: one for each, with its index, the short form of its key and since when. */
final class Missing {
    /** Further ones are no news to whoever is told of these. */
    static final int MOST = 50;

    private Missing() {}

    /** Adds those that have been gone for longer than the limit, which are given the longest first. */
    static void add(
            BrokenRules found, AlertRule rule, List<ValidatorAge> gone, Duration limit, String how, Instant now) {
        add(found, rule, gone, one -> limit, how, now);
    }

    /** Does so with a limit for each. */
    static void add(
            BrokenRules found,
            AlertRule rule,
            List<ValidatorAge> gone,
            Function<ValidatorAge, Duration> limit,
            String how,
            Instant now) {
        gone.stream()
                .filter(one -> one.age().compareTo(limit.apply(one)) > 0)
                .limit(MOST)
                .forEach(one -> {
                    double seconds = one.age().toMillis() / 1e3;
                    found.when(
                            true,
                            rule,
                            labels(one),
                            seconds,
                            limit.apply(one).toMillis() / 1e3,
                            "validator %d%s %s for %.1f s, since %s",
                            one.index(),
                            isNamed(one) ? " (" + one.name() + ")" : "",
                            how,
                            seconds,
                            now.minus(one.age()).truncatedTo(ChronoUnit.SECONDS));
                });
    }

    private static Labels labels(ValidatorAge one) {
        Labels labels = Labels.of("validator", Integer.toString(one.index()));
        return isNamed(one) ? labels.with("key", one.name()) : labels;
    }

    private static boolean isNamed(ValidatorAge one) {
        return !one.name().equals(Integer.toString(one.index()));
    }
}
