package io.quorumeter.alerting.rule;

import io.quorumeter.promql.PromQl;
import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.Matcher;
import io.quorumeter.promql.model.SampleBuffer;
import io.quorumeter.promql.model.Series;
import io.quorumeter.promql.model.SeriesSource;
import io.quorumeter.promql.model.Stale;
import io.quorumeter.promql.model.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates groups of rules at the ticks of a node, each at its interval. What rules make keeps its value from one evaluation of its group
 * to the next. One thread runs it; states of rules are read by any.
 */
public final class RuleRunner {
    private final RuleGroups groups;
    private final long tickMillis;
    private final UnaryOperator<PromQl> settings;
    private final Consumer<? super RuleState> failed;

    /** When each group is evaluated next; 0 before the first time. */
    private final long[] due;

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
        this.due = new long[groups.groups().size()];
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
        PromQl promql = settings.apply(PromQl.over(fresh));
        for (int i = 0; i < due.length; i++) {
            if (now + tickMillis / 2 >= due[i]) {
                RuleGroups.Evaluated group = groups.groups().get(i);
                long interval = group.group().interval().map(Duration::toMillis).orElse(tickMillis);
                long planned = due[i] == 0 ? now : due[i];
                due[i] = planned + interval * (1 + Math.max(0, now - planned) / interval);
                groups.evaluate(group, promql, fresh, Instant.ofEpochMilli(now));
                group.rules().stream()
                        .filter(rule -> rule.last().error() != null)
                        .forEach(failed);
            }
        }
        return List.copyOf(made.values());
    }

    /** Series with what rules have made at this moment on top. */
    private final class Fresh implements SeriesSource, SampleSink {
        private final SeriesSource below;
        private final Map<String, Map<Labels, Value.Sample>> byName = new HashMap<>();

        Fresh(SeriesSource below) {
            this.below = below;
        }

        @Override
        public void add(Labels labels, long time, double value) {
            Value.Sample sample = new Value.Sample(labels, time, value);
            byName.computeIfAbsent(labels.get(Labels.NAME), name -> new LinkedHashMap<>())
                    .put(labels, sample);
            if (Stale.is(value)) {
                made.remove(labels);
            } else {
                made.put(labels, sample);
            }
        }

        @Override
        public Collection<? extends Series> select(List<Matcher> matchers, long from, long to) {
            Collection<? extends Series> before = below.select(matchers, from, to);
            Map<Labels, Value.Sample> now = matching(matchers, from, to);
            if (now.isEmpty()) {
                return before;
            }
            List<Series> all = new ArrayList<>();
            for (Series series : before) {
                Value.Sample newest = now.remove(series.labels());
                all.add(newest == null ? series : new OnTop(series.labels(), series, newest));
            }
            now.forEach((labels, sample) -> all.add(new OnTop(labels, null, sample)));
            return all;
        }

        private Map<Labels, Value.Sample> matching(List<Matcher> matchers, long from, long to) {
            Map<Labels, Value.Sample> found = new LinkedHashMap<>();
            for (Map.Entry<String, Map<Labels, Value.Sample>> named : byName.entrySet()) {
                boolean fits = matchers.stream()
                        .allMatch(one -> !one.label().equals(Labels.NAME) || one.matches(named.getKey()));
                if (fits) {
                    named.getValue().forEach((labels, sample) -> {
                        if (sample.time() >= from && sample.time() <= to && Matcher.all(matchers, labels)) {
                            found.put(labels, sample);
                        }
                    });
                }
            }
            return found;
        }
    }

    /** A series, and its newest sample. */
    private record OnTop(Labels labels, @Nullable Series before, Value.Sample newest) implements Series {
        @Override
        public void read(long from, long to, SampleBuffer into) {
            if (before != null) {
                before.read(from, to, into);
            }
            if (newest.time() >= from && newest.time() <= to) {
                into.add(newest.time(), newest.value());
            }
        }
    }
}
