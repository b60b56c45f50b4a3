package io.quorumeter.alerting.alert;

import io.quorumeter.MetricsCollector;
import io.quorumeter.alerting.channel.Undelivered;
import io.quorumeter.alerting.route.Silences;
import io.quorumeter.alerting.rule.RuleGroup;
import io.quorumeter.alerting.rule.RuleGroups;
import io.quorumeter.consensus.ConsensusMetrics;
import io.quorumeter.consensus.safety.SafetyEvent;
import io.quorumeter.core.event.Loop;
import io.quorumeter.event.EventPublisher;
import io.quorumeter.event.UrgentEvent;
import io.quorumeter.history.History;
import io.quorumeter.network.NetworkMetrics;
import io.quorumeter.promql.model.SeriesSource;
import io.quorumeter.promql.model.Value;
import io.quorumeter.spi.DurationRange;
import io.quorumeter.storage.StorageMetrics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Watches a node's metrics by rules, and notifies handlers when something is wrong and when it is over.
 *
 * <pre>{@code
 * AlertManager alerts = AlertManager.on(metrics)
 *         .handler("pager", alert -> pager.send(alert.summary()))
 *         .start();
 * }</pre>
 *
 * <p>The {@link DefaultRules} are evaluated unless they are switched off, and rule files and {@linkplain #addRule rules in code} beside
 * them: each second over a history that the manager keeps in memory for an hour, or once a {@code MonitoringSystem} has {@linkplain #join
 * joined} it, at the ticks and over the history of that. An {@link UrgentEvent} on the collector's bus, such as a broken invariant, begins
 * the alerts of rules without {@code for} at once; of many such events those of 20 milliseconds share an evaluation. Handlers are notified
 * of an alert once when it begins and once when it is over, however often it is found or sent in between.
 *
 * <p>Each handler has a queue and a daemon thread of its own; one that fails or hangs delays no other. The manager counts what it does in
 * {@code quorumeter_alert_notifications_total}, {@code quorumeter_alerts_active}, {@code quorumeter_alert_evaluation_seconds} and {@code
 * quorumeter_rule_evaluation_failures_total}. Thread-safe.
 */
public final class AlertManager implements AutoCloseable {
    private static final long TICK = Evaluator.TICK.toNanos();
    static final long LEAST_APART = TimeUnit.MILLISECONDS.toNanos(20);

    /** Wall clock and monotonic clock run apart by less while nobody sets the wall clock. */
    private static final Duration SAME_TIME = Duration.ofSeconds(1);

    private final MetricsCollector collector;
    private final AlertConfig config;
    private final LongSupplier nanoTime;
    private final AlertBook book;
    private final @Nullable Silences silences;
    private final AlertStore store;
    private final Channels channels;
    private final Notifier notifier;
    private final Evaluator evaluator;
    private final AtomicBoolean urgent = new AtomicBoolean();
    private final List<Loop> loops = new ArrayList<>();
    private final EventPublisher.Subscription subscription;
    private volatile boolean isJoined;
    private long nextTick;

    AlertManager(AlertManagerBuilder settings, AlertStore store) {
        this.store = store;
        collector = settings.collector;
        config = settings.config;
        nanoTime = settings.nanoTime;
        AlertMetrics metrics = new AlertMetrics(collector);
        book = new AlertBook(settings.history, settings.routing == null ? AlertBook.MOST_SENT : AlertBook.MOST_ROUTED);
        notifier = new Notifier(
                metrics, book, store, settings.retries, collector.provider().clock(), nanoTime, settings.loops);
        channels = new Channels(settings, metrics);
        silences = settings.routing == null
                ? null
                : new Silences(collector.provider().clock());
        if (settings.routing != null && silences != null) {
            AlertRouting routing = new AlertRouting(
                    settings.routing, silences, collector.provider().clock());
            routing.check(settings.handlers.keySet());
            notifier.route(routing, channels);
        }
        settings.handlers.forEach(notifier::add);
        AlertData before = store.read();
        if (silences != null) {
            silences.resume(before.silences(), store::changed);
        }
        notifier.resume(before);
        Accusations accusations = new Accusations();
        evaluator = new Evaluator(settings, metrics, notifier, accusations, store, before);
        evaluator.tick(); // whatever is counted from here on is an increase
        nextTick = nanoTime.getAsLong() + TICK;
        Loop rules = settings.loops.start("quorumeter-alerts", this::step);
        loops.add(rules);
        subscription = collector.events().subscribe("alerts", UrgentEvent.class, event -> {
            if (event instanceof SafetyEvent found) {
                accusations.add(found.evidence());
            }
            urgent.set(true);
            rules.wake();
        });
        loops.forEach(Loop::wake);
        if (settings.routing != null || store.isThere()) {
            store.begin(this::data, settings.loops);
        }
    }

    private AlertData data() {
        AlertData data = evaluator.data();
        return silences == null ? data : data.withSilences(silences.all());
    }

    /**
     * Begins to put one together.
     *
     * @param metrics the collector of the node; the manager counts in it, and hears its events
     * @return what is to be said, ended by {@code start()}
     */
    public static AlertManagerBuilder on(MetricsCollector metrics) {
        return new AlertManagerBuilder(metrics);
    }

    /**
     * The thresholds.
     *
     * @return as they were given
     */
    public AlertConfig config() {
        return config;
    }

    /**
     * Adds one that is told of every alert that begins or ends from now on.
     *
     * @param name what it is called in metrics, one of a few names
     * @param handler takes the alerts
     * @throws IllegalArgumentException when there is one of that name
     * @throws IllegalStateException when the manager is closed
     */
    public void addHandler(String name, AlertHandler handler) {
        notifier.add(Objects.requireNonNull(name, "name"), Objects.requireNonNull(handler, "handler"));
    }

    /**
     * Adds one that is told of every alert that begins from now on.
     *
     * @param name what it is called in metrics, one of a few names
     * @param callback takes the alerts
     * @throws IllegalArgumentException when there is one of that name
     * @throws IllegalStateException when the manager is closed
     */
    public void onFiring(String name, Consumer<? super Alert> callback) {
        Objects.requireNonNull(callback, "callback");
        addHandler(name, alert -> {
            if (alert.isFiring()) {
                callback.accept(alert);
            }
        });
    }

    /**
     * Adds a rule that is evaluated from the next tick on.
     *
     * @param rule a name and an expression at least
     * @throws IllegalArgumentException when it has no expression, or names a receiver that is not there
     */
    public void addRule(AlertRule rule) {
        evaluator.add(rule.group());
    }

    /**
     * Adds groups of rules that are evaluated from the next tick on.
     *
     * @param groups such as {@code RuleFile.read(…).groups()}
     */
    public void addRules(List<RuleGroup> groups) {
        groups.forEach(evaluator::add);
    }

    /**
     * Has the rules evaluated over the history of somebody who takes ticks, in the place of the manager's own.
     *
     * @param history in which ticks are appended, each with {@link #tick}
     * @param interval the distance of ticks, positive
     * @param url where the node is reached, for templates; empty when that is not known
     */
    public void join(History history, Duration interval, String url) {
        isJoined = true;
        evaluator.join(history, DurationRange.positive("interval", interval), url);
    }

    /** Has the rules evaluated over a history of the manager's own again. */
    public void leave() {
        evaluator.leave();
        isJoined = false;
        loops.forEach(Loop::wake);
    }

    /**
     * Evaluates the rules whose time has come, at a tick of the history that was {@linkplain #join joined}.
     *
     * @param upToNow series with their values of this moment; those that rules make have values before it only
     * @param at the moment, later than the last one
     * @return the value of each series that rules make
     */
    public Collection<Value.Sample> tick(SeriesSource upToNow, Instant at) {
        return evaluator.tick(upToNow, at);
    }

    /**
     * The rules that are evaluated.
     *
     * @return the groups with the states of their rules, the default ones first
     */
    public List<RuleGroups.Evaluated> rules() {
        return evaluator.groups();
    }

    /**
     * Judges a replica's consensus by the rules of safety, liveness and validators. No handler is notified, and asking again gives the same
     * answer.
     *
     * @param consensus what is judged
     * @return an alert for each rule that is broken now; a rule that waits counts once it fires
     * @throws IllegalArgumentException when they are of another collector
     */
    public List<Alert> checkConsensusHealth(ConsensusMetrics consensus) {
        return check(consensus.collector(), "hotstuff2-safety", "hotstuff2-liveness", "hotstuff2-validator");
    }

    /**
     * Judges a node's network, as {@link #checkConsensusHealth} does.
     *
     * @param network what is judged
     * @return an alert for each rule that is broken now
     * @throws IllegalArgumentException when they are of another collector
     */
    public List<Alert> checkNetworkHealth(NetworkMetrics network) {
        return check(network.collector(), "hotstuff2-network");
    }

    /**
     * Judges a node's stores, as {@link #checkConsensusHealth} does.
     *
     * @param storage what is judged
     * @return an alert for each rule that is broken now
     * @throws IllegalArgumentException when they are of another collector
     */
    public List<Alert> checkStorageHealth(StorageMetrics storage) {
        return check(storage.collector(), "hotstuff2-storage");
    }

    /**
     * Judges throughput and what the process takes of its machine, as {@link #checkConsensusHealth} does. The machine is known where
     * monitoring's {@code SystemMetrics} are attached to the collector.
     *
     * @return an alert for each rule that is broken now
     */
    public List<Alert> checkSystemHealth() {
        return check(collector, "hotstuff2-performance");
    }

    /** Which rules are broken in groups whose names begin so, but for those that somebody has dealt with. */
    private List<Alert> check(MetricsCollector owner, String... groups) {
        if (owner != collector) {
            throw new IllegalArgumentException(
                    "these metrics are of another collector than the one that the alert manager is on");
        }
        return evaluator.check(group -> Stream.of(groups).anyMatch(group.name()::startsWith));
    }

    /**
     * Tells the handlers of an alert, unless one of the same name and labels fires already: then that one gets what else the new one
     * says. One that is resolved ends the one that fires.
     *
     * @param alert from the node itself; those of rules come by themselves
     * @return whether the handlers are notified; not when 1,000 fire already (10,000 with routes), nor after {@link #close}
     */
    public boolean sendAlert(Alert alert) {
        if (!alert.isFiring()) {
            return resolveAlert(alert.id()) == Resolution.RESOLVED;
        }
        notifier.checkNamed(alert.receivers());
        return notifier.send(dated(alert));
    }

    /** {@return whether alerts go through routes, which is where silences have an effect} */
    public boolean isRouted() {
        return silences != null;
    }

    /**
     * Which alerts are kept back for a time.
     *
     * @return what is read and changed at any time
     * @throws IllegalStateException when the manager has no routes, which are what asks for silences
     */
    public Silences silences() {
        if (silences == null) {
            throw new IllegalStateException(
                    "without routes every alert is sent at once, so that a silence would have no effect; say "
                            + "routes(…) before start()");
        }
        return silences;
    }

    /**
     * Says that an alert is over, and tells the handlers. One of a rule does not come back before its rule was kept for a while, or, where
     * it counts events, before there are more of them.
     *
     * @param id the alert's {@link Alert#id()}
     * @return what became of it; asking again changes nothing
     */
    public Resolution resolveAlert(String id) {
        return evaluator.resolve(id);
    }

    /**
     * Notes that somebody took notice of an alert: until something changes its receivers are not reminded of it, nor further ones notified.
     * An alert whose rule says {@code ends: when acknowledged} is over by that.
     *
     * @param id the alert's {@link Alert#id()}
     * @return what became of it
     */
    public Acknowledgement acknowledge(String id) {
        return evaluator.acknowledge(id);
    }

    /**
     * Of which alerts somebody took notice.
     *
     * @return when, by the ids of alerts that fire
     */
    public Map<String, Instant> acknowledged() {
        return book.acknowledged();
    }

    /**
     * Where the token for changes over HTTP is.
     *
     * @return a file in the data folder; empty without one
     */
    public Optional<Path> tokenFile() {
        return store.tokenFile();
    }

    /**
     * What fires.
     *
     * @return the alerts, those that began first first
     */
    public List<Alert> activeAlerts() {
        return book.active();
    }

    /**
     * What began and ended, as many as are remembered.
     *
     * @return the alerts as they were told, the last one last
     */
    public List<Alert> history() {
        return book.history();
    }

    /**
     * Returns how long alerts fired until they were over, as far as they are in the {@link #history}.
     *
     * @return the times by the names of the alerts, in the order of the names
     */
    public Map<String, TimeToResolve> timesToResolve() {
        return TimeToResolve.byName(book.history());
    }

    /**
     * What channels could not deliver: what was refused, as much as is remembered, and what is tried again.
     *
     * @return messages with the reasons, without secrets
     */
    public List<Undelivered> undelivered() {
        return channels.undelivered();
    }

    /** Evaluates rules now: as a tick does, or once a history was joined, those without {@code for}. */
    public void evaluate() {
        if (isJoined) {
            evaluator.urgent();
        } else {
            evaluator.tick();
        }
    }

    /**
     * Stops watching and telling: nothing fires from then on. A handler that is being called is waited for up to a second and not
     * interrupted; alerts that wait for one are dropped.
     */
    @Override
    public void close() {
        subscription.close();
        loops.forEach(Loop::close);
        notifier.close(store::close);
    }

    /** The host dates its alerts by the wall clock; once that was set, its times are not those by which alerts end. */
    private Alert dated(Alert alert) {
        Duration lead = collector.provider().clock().lead();
        return lead.abs().compareTo(SAME_TIME) > 0
                ? alert.withFiredAt(alert.firedAt().minus(lead))
                : alert;
    }

    /** Evaluates when it is time to, and answers when that will be next. */
    private long step() {
        long now = nanoTime.getAsLong();
        if (now - nextTick >= 0) {
            nextTick += TICK * (1 + (now - nextTick) / TICK);
            if (!isJoined) {
                urgent.set(false);
                evaluator.tick();
            }
        } else if (urgent.get()) {
            long tooSoon = evaluator.lastEvaluation() + LEAST_APART - now;
            if (tooSoon > 0) {
                return Math.min(tooSoon, nextTick - now);
            }
            urgent.set(false);
            evaluator.urgent();
        }
        return urgent.get() ? 0 : Math.max(nextTick - nanoTime.getAsLong(), 0);
    }
}
