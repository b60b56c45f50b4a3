package io.quorumeter.alerting.rule;

import io.quorumeter.alerting.template.Template;
import io.quorumeter.alerting.template.TemplateException;
import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.PromQlException;
import io.quorumeter.promql.model.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The state of a rule that raises alerts: what waits, what fires, and what was over a short while ago. */
final class AlertingState extends RuleState {
    /** How long an alert is known after it was over, so that a reader who missed the end can still see it. */
    private static final Duration REMEMBERED = Duration.ofMinutes(15);

    /** The labels of the series that an alert makes while it is in a state. */
    private record Made(ActiveAlert.State state, Labels alerts, Labels forState) {}

    private final Rule.Alerting rule;

    /** Whether the labels of an alert follow from those of its series. */
    private final boolean isNamedBySeries;

    /** The labels of alerts by those of their series, as of the last evaluation: many alerts have many labels to copy. */
    private Map<Labels, Labels> named = new HashMap<>();

    private Map<Labels, Made> made = new HashMap<>();
    private Map<Labels, ActiveAlert> alerts = Map.of();
    private volatile List<ActiveAlert> published = List.of();

    AlertingState(Rule.Alerting rule) {
        this.rule = rule;
        this.isNamedBySeries = rule.labels().values().stream().allMatch(Template::isPlain);
    }

    @Override
    public Rule rule() {
        return rule;
    }

    @Override
    public List<ActiveAlert> alerts() {
        return published;
    }

    @Override
    void make(Context context, Map<Labels, Double> into) {
        Map<Labels, ActiveAlert> found = found(context);
        Map<Labels, ActiveAlert> next = new LinkedHashMap<>();
        alerts.forEach((labels, before) -> {
            ActiveAlert now = found.get(labels);
            boolean onlyWaited = now == null && before.state() == ActiveAlert.State.PENDING;
            if (!onlyWaited && (now == null || before.isActive())) {
                ActiveAlert after = now == null
                        ? ended(before, context.at())
                        : advanced(before.renewed(now.annotations(), now.value()), context.at());
                if (isRemembered(after, context.at())) {
                    next.put(labels, after);
                }
            }
        });
        found.forEach((labels, alert) -> next.computeIfAbsent(labels, key -> advanced(alert, context.at())));
        int active = (int) next.values().stream().filter(ActiveAlert::isActive).count();
        if (context.group().limit() > 0 && active > context.group().limit()) {
            alerts = Map.of();
            published = List.of();
        }
        context.checkLimit(active, "alerts");
        alerts = next;
        published = List.copyOf(next.values());
        context.before().keySet().removeAll(next.keySet());
        Map<Labels, Made> before = made;
        made = new HashMap<>();
        next.values().stream()
                .filter(ActiveAlert::isActive)
                .forEach(alert -> addSeries(alert, before.get(alert.labels()), into));
    }

    /**
     * Begins the alerts of series that are there between two evaluations, if the rule does not wait. None advances or ends by that, and no
     * series are made.
     */
    void begin(Context context) {
        Map<Labels, ActiveAlert> next = new LinkedHashMap<>(alerts);
        for (ActiveAlert alert : check(context)) {
            next.put(alert.labels(), alert);
        }
        int limit = context.group().limit();
        if (limit == 0 || next.values().stream().filter(ActiveAlert::isActive).count() <= limit) {
            alerts = next;
            published = List.copyOf(next.values());
        }
    }

    /** Returns the alerts that fire by what is there now; those of a rule that waits only if they fire already. */
    List<ActiveAlert> check(Context context) {
        List<ActiveAlert> firing = new ArrayList<>();
        found(context).forEach((labels, alert) -> {
            ActiveAlert before = alerts.get(labels);
            if (before != null && before.state() == ActiveAlert.State.FIRING) {
                firing.add(before.renewed(alert.annotations(), alert.value()));
            } else if (rule.holdFor().isZero()) {
                firing.add(alert.firing());
            }
        });
        return firing;
    }

    /** Returns an alert for each series that the expression has now. */
    private Map<Labels, ActiveAlert> found(Context context) {
        Map<Labels, ActiveAlert> found = new LinkedHashMap<>();
        Map<Labels, Labels> before = named;
        named = new HashMap<>();
        for (Value.Sample sample : context.samples(rule)) {
            Template.Data data =
                    new Template.Data(sample.labels(), context.externalLabels(), context.externalUrl(), sample.value());
            Labels known = isNamedBySeries ? before.get(sample.labels()) : null;
            Labels labels = known == null ? labels(data, context) : known;
            named.put(sample.labels(), labels);
            Map<String, String> annotations = new LinkedHashMap<>();
            rule.annotations().forEach((name, text) -> annotations.put(name, render(text, data, context)));
            Instant since = context.before().getOrDefault(labels, context.at());
            ActiveAlert alert =
                    new ActiveAlert(labels, annotations, ActiveAlert.State.PENDING, since, sample.value(), null, null);
            if (found.put(labels, alert) != null) {
                throw new IllegalStateException(
                        "vector contains metrics with the same labelset after applying alert labels: " + labels);
            }
        }
        return found;
    }

    private Labels labels(Template.Data data, Context context) {
        Labels labels = data.labels().withoutName();
        for (Map.Entry<String, Template> label : rule.labels().entrySet()) {
            labels = labels.with(label.getKey(), render(label.getValue(), data, context));
        }
        return labels.with("alertname", rule.name());
    }

    private static String render(Template template, Template.Data data, Context context) {
        try {
            return template.render(data, context::query);
        } catch (TemplateException | PromQlException | IllegalStateException wrong) {
            return "<error expanding template: " + wrong.getMessage() + ">";
        }
    }

    private ActiveAlert advanced(ActiveAlert alert, Instant now) {
        boolean heldLongEnough = Duration.between(alert.activeAt(), now).compareTo(rule.holdFor()) >= 0;
        return alert.state() == ActiveAlert.State.PENDING && heldLongEnough ? alert.firing() : alert;
    }

    /** Returns what becomes of an alert whose series is not there now. */
    private ActiveAlert ended(ActiveAlert before, Instant now) {
        if (before.state() == ActiveAlert.State.FIRING && !rule.keepFiringFor().isZero()) {
            Instant since = before.keptSince() == null ? now : before.keptSince();
            if (Duration.between(since, now).compareTo(rule.keepFiringFor()) < 0) {
                return before.kept(since);
            }
        }
        return before.isActive() ? before.resolved(now) : before;
    }

    /** Returns whether an alert that is over still counts. */
    private static boolean isRemembered(ActiveAlert alert, Instant now) {
        Instant over = alert.resolvedAt();
        return over == null || Duration.between(over, now).compareTo(REMEMBERED) <= 0;
    }

    private void addSeries(ActiveAlert alert, @Nullable Made before, Map<Labels, Double> into) {
        Made now = before != null && before.state == alert.state() ? before : made(alert);
        made.put(alert.labels(), now);
        into.put(now.alerts, 1.0);
        into.put(now.forState, (double) alert.activeAt().getEpochSecond());
    }

    private static Made made(ActiveAlert alert) {
        String state = alert.state() == ActiveAlert.State.FIRING ? "firing" : "pending";
        return new Made(
                alert.state(),
                alert.labels().with("alertstate", state).with(Labels.NAME, "ALERTS"),
                alert.labels().with(Labels.NAME, "ALERTS_FOR_STATE"));
    }
}
