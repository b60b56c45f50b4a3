package io.quorumeter.alerting.alert;

import io.quorumeter.Labels;
import io.quorumeter.alerting.rule.ActiveAlert;
import io.quorumeter.alerting.rule.RuleGroups;
import io.quorumeter.alerting.rule.RuleState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Passes the alerts of rule files on to the handlers of an {@link AlertManager}: each when it begins to fire, and when it is over. The label
 * {@code severity} is {@code critical}, {@code warning} or {@code info}; anything else is kept as a label of a warning. The annotation {@code
 * summary} is the text, {@code description} what to do. One thread uses it.
 */
public final class RuleAlerts {
    private final AlertManager manager;
    private Map<io.quorumeter.promql.model.Labels, Alert> firing = new HashMap<>();

    /**
     * Creates what passes alerts on.
     *
     * @param manager gets them
     */
    public RuleAlerts(AlertManager manager) {
        this.manager = manager;
    }

    /**
     * Passes on what has changed since the last call. An alert that somebody resolved by hand comes back only after its rule has seen its end.
     *
     * @param groups the rules with their states
     * @param now the moment of their evaluation
     */
    public void update(List<RuleGroups.Evaluated> groups, Instant now) {
        Map<io.quorumeter.promql.model.Labels, Alert> before = firing;
        List<Alert> begun = new ArrayList<>();
        firing = new HashMap<>();
        for (RuleGroups.Evaluated group : groups) {
            for (RuleState rule : group.rules()) {
                for (ActiveAlert active : rule.alerts()) {
                    if (active.state() == ActiveAlert.State.FIRING && !firing.containsKey(active.labels())) {
                        Alert known = before.remove(active.labels());
                        Alert alert = known == null ? alert(rule.rule().name(), active, now) : known;
                        firing.put(active.labels(), alert);
                        if (known == null) {
                            begun.add(alert);
                        }
                    }
                }
            }
        }
        manager.sendAlerts(begun);
        before.values().forEach(over -> manager.resolveAlert(over.id()));
    }

    private static Alert alert(String name, ActiveAlert active, Instant now) {
        Severity severity = severity(active.labels().get("severity")).orElse(Severity.WARNING);
        String summary = active.annotations().getOrDefault("summary", name);
        return Alert.firing(name, severity, summary, now)
                .withLabels(labels(active.labels()))
                .withSuggestion(active.annotations().getOrDefault("description", ""))
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
                .filter(severity -> severity.name().toLowerCase(Locale.ROOT).equals(label))
                .findFirst();
    }
}
