package io.quorumeter.alerting.rule;

import io.quorumeter.promql.PromQl;
import io.quorumeter.promql.model.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * Evaluates groups of rules over series, with the semantics of Prometheus: the rules of a group one after the other, each seeing what those
 * before it made. One thread evaluates, any number of threads read states.
 */
public final class RuleGroups {
    private volatile List<Evaluated> groups;
    private final LongSupplier nanoTime;
    private Labels externalLabels = Labels.EMPTY;
    private String externalUrl = "";

    /** Since when alerts are active of which no rule has found the series again; of the thread that evaluates. */
    private final Map<Labels, Instant> before = new HashMap<>();

    /**
     * A group and the states of its rules.
     *
     * @param group the group
     * @param rules the state of each of its rules, in their order
     */
    public record Evaluated(RuleGroup group, List<RuleState> rules) {}

    /**
     * Takes groups of rules.
     *
     * @param groups the groups; those of one file in its order
     * @param nanoTime measures how long rules take, as {@link System#nanoTime()} does
     */
    public RuleGroups(List<RuleGroup> groups, LongSupplier nanoTime) {
        this.groups = groups.stream().map(RuleGroups::evaluated).toList();
        this.nanoTime = nanoTime;
    }

    /**
     * Sets what templates know of the node.
     *
     * @param labels the labels of the whole node
     * @param url where it is reached, empty if nothing is known
     * @return these groups
     */
    public RuleGroups external(Labels labels, String url) {
        externalLabels = Objects.requireNonNull(labels, "labels");
        externalUrl = Objects.requireNonNull(url, "url");
        return this;
    }

    /**
     * Sets since when alerts are active that waited or fired before the process started, for those that are found again.
     *
     * @param since the times by the labels of alerts
     * @return these groups
     */
    public RuleGroups resume(Map<Labels, Instant> since) {
        before.clear();
        before.putAll(since);
        return this;
    }

    /**
     * Adds a group behind the others. For the thread that evaluates.
     *
     * @param group the group
     */
    public void add(RuleGroup group) {
        List<Evaluated> more = new ArrayList<>(groups);
        more.add(evaluated(group));
        groups = List.copyOf(more);
    }

    /** {@return the groups with the states of their rules} */
    public List<Evaluated> groups() {
        return groups;
    }

    /**
     * Evaluates one group. A rule that fails keeps its state, and the others are evaluated all the same.
     *
     * @param group one of {@link #groups}
     * @param promql answers expressions; it sees what the sink takes
     * @param sink takes what the rules make
     * @param at the moment
     */
    public void evaluate(Evaluated group, PromQl promql, SampleSink sink, Instant at) {
        RuleState.Context context = context(group, promql, at);
        for (RuleState rule : group.rules()) {
            rule.evaluate(context, sink, nanoTime);
        }
    }

    RuleState.Context context(Evaluated group, PromQl promql, Instant at) {
        return new RuleState.Context(promql, at, group.group(), externalLabels, externalUrl, before);
    }

    private static Evaluated evaluated(RuleGroup group) {
        return new Evaluated(
                group, group.rules().stream().map(RuleGroups::state).toList());
    }

    private static RuleState state(Rule rule) {
        return rule instanceof Rule.Alerting alerting
                ? new AlertingState(alerting)
                : new RecordingState((Rule.Recording) rule);
    }
}
