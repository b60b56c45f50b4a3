package io.quorumeter.alerting.alert;

import io.quorumeter.MetricsCollector;
import io.quorumeter.alerting.rule.ActiveAlert;
import io.quorumeter.alerting.rule.Rule;
import io.quorumeter.alerting.rule.RuleGroup;
import io.quorumeter.alerting.rule.RuleGroups;
import io.quorumeter.alerting.rule.RuleRunner;
import io.quorumeter.alerting.rule.RuleState;
import io.quorumeter.history.Head;
import io.quorumeter.history.HeadLimits;
import io.quorumeter.history.History;
import io.quorumeter.promql.limit.Limits;
import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.SeriesSource;
import io.quorumeter.promql.model.Value;
import io.quorumeter.snapshot.MetricsSnapshot;
import io.quorumeter.spi.GuardedThread;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Evaluates rules: at its own ticks over a history of its own, or at the ticks of a history that was joined; and between two ticks over the
 * values of a moment. Thread-safe.
 */
final class Evaluator {
    static final Duration TICK = Duration.ofSeconds(1);

    /** What rules look back at, where no history is joined; windows that are longer see as much as there is. */
    private static final HeadLimits OWN_HISTORY = new HeadLimits(Duration.ofHours(1), 32L << 20, 20_000);

    private final MetricsCollector collector;
    private final AlertConfig config;
    private final boolean hasDefaults;
    private final List<RuleGroup> more;
    private final LongSupplier nanoTime;
    private final AlertMetrics metrics;
    private final Notifier notifier;
    private final RuleAlerts alerts;
    private final Set<Rule> failed = new HashSet<>();
    private Map<Labels, Instant> since;
    private final AlertStore store;
    private Set<Object> lastState = Set.of();
    private List<RuleGroup> defaults = List.of();
    private Duration defaultsTick = Duration.ZERO;
    private Engine engine;
    private volatile long lastEvaluation;

    /** Rules over a history. */
    private record Engine(History history, RuleGroups groups, RuleRunner runner) {}

    Evaluator(
            AlertManagerBuilder settings,
            AlertMetrics metrics,
            Notifier notifier,
            Accusations accusations,
            AlertStore store,
            AlertData before) {
        collector = settings.collector;
        config = settings.config;
        hasDefaults = settings.defaultRules;
        more = new ArrayList<>(settings.rules);
        more.forEach(group -> checkReceivers(group, notifier));
        nanoTime = settings.nanoTime;
        this.metrics = metrics;
        this.notifier = notifier;
        this.store = store;
        alerts = new RuleAlerts(notifier, accusations);
        alerts.resume(before.passed(), now());
        since = before.since(now());
        engine = engine(new Head(OWN_HISTORY), TICK, "");
        lastEvaluation = nanoTime.getAsLong() - AlertManager.LEAST_APART;
    }

    private Engine engine(History history, Duration tick, String url) {
        List<RuleGroup> all = new ArrayList<>(defaults(tick));
        all.addAll(more);
        RuleGroups groups =
                new RuleGroups(all, nanoTime).external(constantLabels(), url).resume(since);
        RuleRunner runner = new RuleRunner(groups, tick, asking -> asking.withLimits(Limits.DEFAULT), this::failed);
        return new Engine(history, groups, runner);
    }

    /** Reads the rules again only for another tick; that of a history which is joined is mostly the same. */
    private List<RuleGroup> defaults(Duration tick) {
        if (hasDefaults && !tick.equals(defaultsTick)) {
            defaults = DefaultRules.groups(config, tick);
            defaultsTick = tick;
        }
        return defaults;
    }

    private Labels constantLabels() {
        Map<String, String> labels = new HashMap<>();
        collector.read(snapshot -> {
            snapshot.constantLabels().forEach(labels::put);
            return null;
        });
        return Labels.of(labels);
    }

    /** Evaluates over another history from now on. */
    synchronized void join(History history, Duration tick, String url) {
        engine = engine(history, tick, url);
    }

    /** Evaluates over a history of its own again. */
    synchronized void leave() {
        engine = engine(new Head(OWN_HISTORY), TICK, "");
    }

    private static void checkReceivers(RuleGroup group, Notifier notifier) {
        group.rules().forEach(rule -> notifier.checkNamed(RuleAlerts.receivers(rule)));
    }

    /** Adds a group of rules to those that are evaluated. */
    synchronized void add(RuleGroup group) {
        checkReceivers(group, notifier);
        more.add(group);
        engine.groups.add(group);
    }

    synchronized List<RuleGroups.Evaluated> groups() {
        return engine.groups.groups();
    }

    /** Evaluates the rules whose time has come over a snapshot of this moment; sooner after the last tick, as an urgent event does. */
    void tick() {
        History history = history();
        guarded(snapshot -> {
            Instant at = now();
            if (at.toEpochMilli() - history.statistics().newestMillis() < TICK.toMillis() / 2) {
                begin(snapshot);
            } else {
                history.append(snapshot, at.toEpochMilli(), upToNow -> evaluate(upToNow, at));
            }
        });
    }

    private synchronized History history() {
        return engine.history;
    }

    /** Does so for a tick of the history that was joined. */
    Collection<Value.Sample> tick(SeriesSource upToNow, Instant at) {
        long begin = nanoTime.getAsLong();
        Collection<Value.Sample> made = evaluate(upToNow, at);
        metrics.evaluation.record(nanoTime.getAsLong() - begin);
        return made;
    }

    private synchronized Collection<Value.Sample> evaluate(SeriesSource upToNow, Instant at) {
        Collection<Value.Sample> made = engine.runner.tick(upToNow, at.toEpochMilli());
        update(at);
        return made;
    }

    /** Begins the alerts of what has become so since the last tick. */
    void urgent() {
        guarded(this::begin);
    }

    private synchronized void begin(MetricsSnapshot snapshot) {
        Instant at = afterLastTick();
        engine.runner.begin(engine.history.with(snapshot, at.toEpochMilli()), at);
        update(now());
    }

    private void update(Instant at) {
        alerts.update(engine.runner.groups(), at);
        if (!since.isEmpty() && !alerts.isEarly()) {
            since = Map.of();
            engine.groups.resume(since);
        }
        if (store.isThere()) {
            Set<Object> state = alerts.state();
            state.addAll(begun());
            if (!state.equals(lastState)) {
                lastState = state;
                store.changed();
            }
        }
    }

    private List<AlertData.Begun> begun() {
        List<AlertData.Begun> begun = new ArrayList<>();
        for (RuleGroups.Evaluated group : engine.runner.groups()) {
            for (RuleState rule : group.rules()) {
                rule.alerts().stream()
                        .filter(ActiveAlert::isActive)
                        .map(alert -> new AlertData.Begun(
                                alert.labels(), alert.activeAt(), alert.state() == ActiveAlert.State.FIRING))
                        .forEach(begun::add);
            }
        }
        return begun;
    }

    /** Returns what is to outlive the process, but for silences. */
    synchronized AlertData data() {
        return notifier.data().withRules(begun(), alerts.passed());
    }

    /** Returns the alerts of some groups that fire by what is so now, but for those that somebody has dealt with. */
    List<Alert> check(Predicate<? super RuleGroup> groups) {
        return collector.read(snapshot -> {
            synchronized (this) {
                Instant at = afterLastTick();
                return engine.runner.check(engine.history.with(snapshot, at.toEpochMilli()), at, groups).stream()
                        .flatMap(active -> alerts.open(active, now()).stream())
                        .toList();
            }
        });
    }

    /** The time of values that are newer than those of the last tick, though it be the same millisecond. */
    private Instant afterLastTick() {
        Instant next = Instant.ofEpochMilli(engine.history.statistics().newestMillis() + 1);
        Instant now = now();
        return now.isBefore(next) ? next : now;
    }

    private interface Evaluation {
        void of(MetricsSnapshot snapshot);
    }

    private void guarded(Evaluation evaluation) {
        long begin = nanoTime.getAsLong();
        Throwable wrong = GuardedThread.call(() -> collector.read(snapshot -> {
            evaluation.of(snapshot);
            return true;
        }));
        if (wrong != null) {
            metrics.failed(wrong);
        }
        lastEvaluation = nanoTime.getAsLong();
        metrics.evaluation.record(lastEvaluation - begin);
    }

    private Instant now() {
        return collector.provider().clock().instant();
    }

    /** When the last evaluation of its own ended. */
    long lastEvaluation() {
        return lastEvaluation;
    }

    synchronized Acknowledgement acknowledge(String id) {
        if (alerts.endsWhenAcknowledged(id) && resolve(id) == Resolution.RESOLVED) {
            return Acknowledgement.ENDED;
        }
        return notifier.acknowledge(id) ? Acknowledgement.NOTED : Acknowledgement.UNKNOWN;
    }

    synchronized Resolution resolve(String id) {
        Resolution resolution = notifier.resolve(id);
        if (resolution == Resolution.RESOLVED) {
            alerts.mute(id);
        }
        return resolution;
    }

    /** All failures are counted, the first one of each rule is logged. */
    private void failed(RuleState state) {
        metrics.failed();
        if (failed.add(state.rule())) {
            GuardedThread.log(
                    System.Logger.Level.WARNING,
                    "rule " + state.rule().name() + " failed, and is tried again: "
                            + state.last().error(),
                    null);
        }
    }
}
