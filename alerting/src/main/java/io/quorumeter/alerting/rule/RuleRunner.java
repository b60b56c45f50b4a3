package io.quorumeter.alerting.rule;

import io.quorumeter.promql.PromQl;
import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.PromQlException;
import io.quorumeter.promql.model.SeriesSource;
import io.quorumeter.promql.model.Stale;
import io.quorumeter.promql.model.Value;
import io.quorumeter.promql.series.Overlay;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Evaluates groups of rules at the ticks of a node, each at its interval. What rules make keeps its value from one evaluation of its group
 * to the next. One thread runs it; states of rules are read by any.
 */
public final class RuleRunner {
    private final RuleGroups groups;
    private final long tickMillis;
    private final UnaryOperator<PromQl> settings;
    private final Consumer<? super RuleState> failed;

    /** When each group is evaluated next. */
    private final IdentityHashMap<RuleGroups.Evaluated, Long> due = new IdentityHashMap<>();

    private final Map<Labels, Value.Sample> made = new LinkedHashMap<>();

    /**
     * Takes groups of rules.
     *
     * @param groups the groups
     * @param tick the distance of ticks, which is how often a group without an interval is evaluated
     * @param settings sets limits of the queries
     * @param failed gets each rule whose evaluation failed, each time
     */
    public RuleRunner(
            RuleGroups groups, Duration tick, UnaryOperator<PromQl> settings, Consumer<? super RuleState> failed) {
        this.groups = groups;
        this.tickMillis = tick.toMillis();
        this.settings = settings;
        this.failed = failed;
    }

    /** {@return the groups with the states of their rules} */
    public List<RuleGroups.Evaluated> groups() {
        return groups.groups();
    }

    /**
     * Evaluates the groups whose time has come.
     *
     * @param upToNow series with their values of this moment; those that rules make have values before it only
     * @param now the moment, in milliseconds since 1970, later than the last one
     * @return the value of each series that rules make
     */
    public Collection<Value.Sample> tick(SeriesSource upToNow, long now) {
        Fresh fresh = new Fresh(upToNow);
        PromQl promql = settings.apply(PromQl.over(fresh.series));
        for (RuleGroups.Evaluated group : groups()) {
            long planned = due.getOrDefault(group, now);
            if (now + tickMillis / 2 >= planned) {
                long interval = group.group().interval().map(Duration::toMillis).orElse(tickMillis);
                due.put(group, planned + interval * (1 + Math.max(0, now - planned) / interval));
                groups.evaluate(group, promql, fresh, Instant.ofEpochMilli(now));
                group.rules().stream()
                        .filter(rule -> rule.last().error() != null)
                        .forEach(failed);
            }
        }
        return List.copyOf(made.values());
    }

    /**
     * Begins the alerts of rules without {@code for} that are true between two ticks, of groups without an interval of their own. No alert
     * advances or ends, and nothing is made. What fails is left to the next tick.
     *
     * @param now series with their values of this moment; those that rules make have values before it only
     * @param at the moment
     */
    public void begin(SeriesSource now, Instant at) {
        forEach(now, at, group -> group.interval().isEmpty(), (state, context) -> {
            if (state.rule() instanceof Rule.Alerting rule && rule.holdFor().isZero()) {
                state.begin(context);
            }
        });
    }

    /**
     * Evaluates alerting rules without changing anything. What fails is left out.
     *
     * @param now series with their values of this moment; those that rules make have values before it only
     * @param at the moment
     * @param which the groups
     * @return the alerts that fire by what is there now; those of a rule with {@code for} only if they fire already
     */
    public List<ActiveAlert> check(SeriesSource now, Instant at, Predicate<? super RuleGroup> which) {
        List<ActiveAlert> firing = new ArrayList<>();
        forEach(now, at, which, (state, context) -> firing.addAll(state.check(context)));
        return firing;
    }

    private void forEach(
            SeriesSource now,
            Instant at,
            Predicate<? super RuleGroup> which,
            BiConsumer<AlertingState, RuleState.Context> action) {
        Overlay series = new Overlay(now);
        PromQl promql = settings.apply(PromQl.over(series));
        for (RuleGroups.Evaluated group : groups()) {
            RuleState.Context context = groups.context(group, promql, at);
            for (RuleState state : group.rules()) {
                try {
                    if (state instanceof RecordingState
                            && group.group().interval().isEmpty()) {
                        Map<Labels, Double> recorded = new HashMap<>();
                        state.make(context, recorded);
                        recorded.forEach(
                                (labels, value) -> series.add(new Value.Sample(labels, at.toEpochMilli(), value)));
                    } else if (state instanceof AlertingState alerting && which.test(group.group())) {
                        action.accept(alerting, context);
                    }
                } catch (PromQlException | IllegalStateException failed) {
                    // the next tick reports it
                }
            }
        }
    }

    /** Series with what rules have made at this moment on top. */
    private final class Fresh implements SampleSink {
        private final Overlay series;

        Fresh(SeriesSource below) {
            this.series = new Overlay(below);
        }

        @Override
        public void add(Labels labels, long time, double value) {
            Value.Sample sample = new Value.Sample(labels, time, value);
            series.add(sample);
            if (Stale.is(value)) {
                made.remove(labels);
            } else {
                made.put(labels, sample);
            }
        }
    }
}
