package io.quorumeter.alerting.alert;

import io.quorumeter.LabelValue;
import io.quorumeter.Labels;
import io.quorumeter.alerting.rule.ActiveAlert;
import io.quorumeter.alerting.rule.Rule;
import io.quorumeter.alerting.rule.RuleGroups;
import io.quorumeter.alerting.rule.RuleState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes alerts for handlers of what rules find: each begins once and is over once. The label {@code severity} is {@code critical}, {@code
 * warning} or {@code info}; anything else is kept as a label of a warning, and what is {@code none} goes only where routes say so. Some
 * annotations mean something here:
 *
 * <ul>
 *   <li>{@code summary} is the text, {@code description} what to do;
 *   <li>{@code ends: when acknowledged} is for what an operator has to deal with: the alert ends when it is resolved by hand;
 *   <li>{@code returns: with more} is for what counts events: an alert that was resolved by hand comes back as soon as its value grows;
 *       others come back when they were over in between. What ends when acknowledged returns with more, too;
 *   <li>{@code receivers} names those who are notified in the place of what routes say, separated by commas;
 *   <li>{@code evidence} is {@code invariants}, {@code own} or {@code accused}: what is known of it is added to the text, for which the
 *       alert waits a little.
 * </ul>
 *
 * <p>Used under the lock of the {@link Evaluator}.
 */
final class RuleAlerts {
    /** How long an alert waits for its evidence, which comes by another way than its count. */
    static final Duration LATE = Duration.ofSeconds(1);

    private static final String RECEIVERS = "receivers";
    private static final Duration EARLY = Duration.ofMinutes(1);

    private static final Comparator<Alert> WORST_FIRST =
            Comparator.comparing(Alert::severity).reversed().thenComparing(Alert::name);

    /** An alert that was passed on, and its value: the newest one, or up to which somebody has dealt with it. */
    record Passed(Alert alert, boolean isLatched, boolean isMuted, double value) {}

    private final Notifier notifier;
    private final Accusations accusations;
    private final Set<io.quorumeter.promql.model.Labels> unconfirmed = new HashSet<>();
    private Map<io.quorumeter.promql.model.Labels, Passed> passed = new HashMap<>();
    private Instant startedAt = Instant.EPOCH;
    private boolean isEarly;

    RuleAlerts(Notifier notifier, Accusations accusations) {
        this.notifier = notifier;
        this.accusations = accusations;
    }

    /** Takes up what was passed on before the process started; its rules have a while to find it again. */
    void resume(Map<io.quorumeter.promql.model.Labels, Passed> before, Instant now) {
        passed.putAll(before);
        unconfirmed.addAll(before.keySet());
        startedAt = now;
    }

    /** Returns whether rules may still find again what they found before the process started. */
    boolean isEarly() {
        return isEarly;
    }

    /** Returns what has been passed on and is not over. */
    Map<io.quorumeter.promql.model.Labels, Passed> passed() {
        return Map.copyOf(passed);
    }

    /** Returns what a restart takes up, but for values that do not matter for it. */
    Set<Object> state() {
        Set<Object> state = new HashSet<>();
        passed.forEach((labels, one) -> state.add(List.of(labels, one.isMuted, one.isMuted ? one.value : 0)));
        return state;
    }

    /** Passes on what has changed since the last call; no notice has some of it without the rest. */
    void update(List<RuleGroups.Evaluated> groups, Instant now) {
        Map<io.quorumeter.promql.model.Labels, Passed> before = passed;
        List<Alert> firing = new ArrayList<>();
        passed = new HashMap<>();
        isEarly = Duration.between(startedAt, now).compareTo(early(groups)) < 0;
        for (RuleGroups.Evaluated group : groups) {
            for (RuleState rule : group.rules()) {
                for (ActiveAlert active : rule.alerts()) {
                    if (passes(active) && !passed.containsKey(active.labels())) {
                        Passed known = before.remove(active.labels());
                        unconfirmed.remove(active.labels());
                        Instant since = known == null ? now : known.alert.firedAt();
                        Alert alert = alert(rule.rule().name(), active, since);
                        if (known != null || !waits(active, now)) {
                            Passed next = renewed(known, active, alert);
                            passed.put(active.labels(), next);
                            if (!next.isMuted) {
                                firing.add(alert);
                            }
                        }
                    }
                }
            }
        }
        firing.sort(WORST_FIRST);
        notifier.together(() -> {
            firing.forEach(notifier::fire);
            before.forEach((labels, over) -> end(labels, over));
        });
    }

    /** Whether it is for handlers: it fires, and without routes it is more than a sign of life. */
    private boolean passes(ActiveAlert active) {
        return active.state() == ActiveAlert.State.FIRING
                && (notifier.isRouted() || !active.labels().get("severity").equals("none"));
    }

    /** Returns how long rules have after a start to find again what fired before; rates need two values. */
    private static Duration early(List<RuleGroups.Evaluated> groups) {
        return groups.stream()
                .flatMap(group -> group.group().interval().stream())
                .map(interval -> interval.multipliedBy(2))
                .filter(twice -> twice.compareTo(EARLY) > 0)
                .max(Comparator.naturalOrder())
                .orElse(EARLY);
    }

    private void end(io.quorumeter.promql.model.Labels labels, Passed over) {
        if (isEarly && unconfirmed.contains(labels)) {
            double value = over.isMuted ? Double.NEGATIVE_INFINITY : over.value; // what counts events begins at 0 again
            passed.put(labels, new Passed(over.alert, over.isLatched, over.isMuted, value));
        } else if (over.isLatched && !over.isMuted) {
            passed.put(labels, new Passed(over.alert, true, false, Double.NEGATIVE_INFINITY));
        } else {
            notifier.resolve(over.alert.id());
        }
    }

    private static Passed renewed(@Nullable Passed known, ActiveAlert active, Alert alert) {
        boolean isLatched = "when acknowledged".equals(active.annotations().get("ends"));
        if (known == null) {
            return new Passed(alert, isLatched, false, active.value());
        }
        boolean counts = isLatched || "with more".equals(active.annotations().get("returns"));
        boolean isMuted = known.isMuted && !(counts && active.value() > known.value);
        double value = isMuted ? Math.min(known.value, active.value()) : active.value();
        return new Passed(alert, isLatched, isMuted, value);
    }

    private boolean waits(ActiveAlert active, Instant now) {
        String evidence = active.annotations().getOrDefault("evidence", "");
        return !evidence.isEmpty()
                && accusations.explain(evidence, active.labels()).isEmpty()
                && Duration.between(active.activeAt(), now).compareTo(LATE) < 0;
    }

    boolean endsWhenAcknowledged(String id) {
        return passed.values().stream()
                .anyMatch(one -> one.isLatched && one.alert.id().equals(id));
    }

    /** Returns the receivers that a rule names. */
    static List<String> receivers(Rule rule) {
        return rule instanceof Rule.Alerting alerting && alerting.annotations().containsKey(RECEIVERS)
                ? names(alerting.annotations().get(RECEIVERS).toString())
                : List.of();
    }

    private static List<String> names(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** Somebody has dealt with an alert. */
    void mute(String id) {
        passed.replaceAll((labels, one) ->
                one.alert.id().equals(id) ? new Passed(one.alert, one.isLatched, true, one.value) : one);
    }

    /** Returns the alert of what a rule finds now, as of when it began; empty when somebody has dealt with it. */
    Optional<Alert> open(ActiveAlert active, Instant now) {
        Alert alert = alert(active.labels().get("alertname"), active, now);
        Passed known = passed.get(active.labels());
        if (known == null) {
            return Optional.of(alert);
        }
        return renewed(known, active, alert).isMuted
                ? Optional.empty()
                : Optional.of(alert.withFiredAt(known.alert.firedAt()));
    }

    private Alert alert(String name, ActiveAlert active, Instant since) {
        Severity severity = severity(active.labels().get("severity")).orElse(Severity.WARNING);
        Map<String, String> annotations = active.annotations();
        String summary = annotations.getOrDefault("summary", name);
        String known = accusations
                .explain(annotations.getOrDefault("evidence", ""), active.labels())
                .map(text -> ": " + text)
                .orElse("");
        return Alert.firing(name, severity, summary + known, since)
                .withLabels(labels(active.labels()))
                .withSuggestion(annotations.getOrDefault("description", ""))
                .withReceivers(names(annotations.getOrDefault(RECEIVERS, "")))
                .withValue(active.value(), Double.NaN);
    }

    /** Returns the labels but for the name and the severity, which an alert has apart. */
    private static Labels labels(io.quorumeter.promql.model.Labels all) {
        boolean isApart = severity(all.get("severity")).isPresent();
        io.quorumeter.promql.model.Labels kept =
                all.filter(name -> !name.equals("alertname") && !(isApart && name.equals("severity")));
        String[] pairs = new String[2 * kept.size()];
        for (int i = 0; i < kept.size(); i++) {
            pairs[2 * i] = kept.name(i);
            pairs[2 * i + 1] = kept.value(i);
        }
        return Labels.of(pairs);
    }

    private static Optional<Severity> severity(String label) {
        return Arrays.stream(Severity.values())
                .filter(severity -> LabelValue.of(severity).equals(label))
                .findFirst();
    }
}
