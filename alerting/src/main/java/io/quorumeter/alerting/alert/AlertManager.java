package io.quorumeter.alerting.alert;

import io.quorumeter.MetricsCollector;
import io.quorumeter.alerting.route.Silences;
import io.quorumeter.consensus.ConsensusMetrics;
import io.quorumeter.consensus.safety.SafetyEvent;
import io.quorumeter.core.event.Loop;
import io.quorumeter.event.EventPublisher;
import io.quorumeter.event.UrgentEvent;
import io.quorumeter.network.NetworkMetrics;
import io.quorumeter.snapshot.MetricsSnapshot;
import io.quorumeter.spi.GuardedThread;
import io.quorumeter.storage.StorageMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches a node's metrics by the rules of {@link AlertRule}, and tells handlers when something is wrong and when it is over.
 *
 * <pre>{@code
 * AlertManager alerts = AlertManager.on(metrics)
 *         .watch(events.metrics())
 *         .watch(network)
 *         .handler("pager", alert -> pager.send(alert.summary()))
 *         .start();
 * }</pre>
 *
 * <p>All rules are evaluated each second, over one snapshot. An {@link UrgentEvent} on the collector's bus, such as a broken invariant, has
 * them evaluated at once, so there is one way to an alert; of many such events those of 20 milliseconds share an evaluation. An
 * alert is told once when it begins and once when it is over, however often it is found or sent in between.
 *
 * <p>Each handler has a queue and a daemon thread of its own; one that fails or hangs delays nobody else. So does a part
 * of the node that cannot be read. The manager counts what it does in {@code quorumeter_alert_notifications_total}, {@code
 * quorumeter_alerts_active}, {@code quorumeter_alert_evaluation_seconds} and {@code quorumeter_alert_evaluation_failures_total}.
 * Thread-safe.
 */
public final class AlertManager implements AutoCloseable {
    static final long TICK = TimeUnit.SECONDS.toNanos(1);
    static final long LEAST_APART = TimeUnit.MILLISECONDS.toNanos(20);

    /** Wall clock and monotonic clock run apart by less while nobody sets the wall clock. */
    private static final Duration SAME_TIME = Duration.ofSeconds(1);

    private final MetricsCollector collector;
    private final AlertConfig config;
    private final LongSupplier nanoTime;
    private final AlertBook book;
    private final @Nullable Silences silences;
    private final Notifier notifier;
    private final Evaluator evaluator;
    private final AtomicBoolean urgent = new AtomicBoolean();
    private final List<Loop> loops = new ArrayList<>();
    private final EventPublisher.Subscription subscription;
    private long nextTick;
    private @Nullable Runnable rehearsal;

    AlertManager(AlertManagerBuilder settings) {
        collector = settings.collector;
        config = settings.config;
        nanoTime = settings.nanoTime;
        AlertMetrics metrics = new AlertMetrics(collector);
        book = new AlertBook(settings.history, settings.routing == null ? AlertBook.MOST_SENT : AlertBook.MOST_ROUTED);
        notifier = new Notifier(
                metrics, book, settings.retries, collector.provider().clock(), nanoTime, settings.loops);
        silences = settings.routing == null
                ? null
                : new Silences(collector.provider().clock());
        if (settings.routing != null && silences != null) {
            AlertRouting routing = new AlertRouting(
                    settings.routing, silences, collector.provider().clock());
            routing.check(settings.handlers.keySet());
            notifier.route(routing);
        }
        settings.handlers.forEach(notifier::add);
        Accusations accusations = new Accusations();
        evaluator = new Evaluator(settings, metrics, notifier, accusations);
        evaluator.warnOfBlindRules();
        rehearsal = settings.rehearsal;
        nextTick = nanoTime.getAsLong();
        if (evaluator.samplesTheSystem()) {
            loops.add(settings.loops.start("quorumeter-alerts-system", this::sample));
        }
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
     * Judges a replica's consensus. Nothing is told, and asking again gives the same answer. Rates and counts are over the windows of the
     * configuration, so it must be one that this manager watches.
     *
     * @param consensus what is judged
     * @return an alert for each rule that is broken
     * @throws IllegalArgumentException when this manager does not watch them
     */
    public List<Alert> checkConsensusHealth(ConsensusMetrics consensus) {
        return check(consensus, consensus.collector());
    }

    /**
     * Judges a node's network, as {@link #checkConsensusHealth} does.
     *
     * @param network what is judged
     * @return an alert for each rule that is broken
     * @throws IllegalArgumentException when this manager does not watch them
     */
    public List<Alert> checkNetworkHealth(NetworkMetrics network) {
        return check(network, network.collector());
    }

    /**
     * Judges a node's stores, as {@link #checkConsensusHealth} does.
     *
     * @param storage what is judged
     * @return an alert for each rule that is broken
     * @throws IllegalArgumentException when this manager does not watch them
     */
    public List<Alert> checkStorageHealth(StorageMetrics storage) {
        return check(storage, storage.collector());
    }

    /**
     * Judges what the process takes of its machine. Nothing is told.
     *
     * @param sample what is judged
     * @return an alert for each rule that is broken
     */
    public List<Alert> checkSystemHealth(SystemReadings sample) {
        return SystemRules.evaluate(sample, config);
    }

    /**
     * Whether this manager watches these metrics.
     *
     * @param metrics consensus, network or storage metrics
     * @return whether they were given to {@code watch}
     */
    public boolean isWatching(Object metrics) {
        return evaluator.isWatching(metrics);
    }

    /**
     * What is wrong with a part of the node and has to be dealt with: the rules of it that are broken in a snapshot, without those that
     * somebody resolved by hand and that are no worse since. One that fires has the time at which its alert began.
     *
     * @param metrics consensus, network or storage metrics that this manager watches
     * @param snapshot of the collector, taken just now
     * @return an alert for each
     * @throws IllegalArgumentException when this manager does not watch them
     */
    public List<Alert> openAlerts(Object metrics, MetricsSnapshot snapshot) {
        return evaluator.unresolved(evaluator.check(metrics, snapshot)).stream()
                .map(alert -> book.find(alert.id())
                        .map(told -> alert.withFiredAt(told.firedAt()))
                        .orElse(alert))
                .toList();
    }

    /**
     * The rules that can never fire, since the collector does not keep what they read: its level is too low for them, or its settings deny
     * a family. They are logged once, at the start.
     *
     * @return rules of what is watched; none with the usual settings
     */
    public Set<AlertRule> blindRules() {
        return evaluator.blindRules();
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
        return notifier.send(dated(alert));
    }

    /** Sends alerts that begin; no notice has some without the others. */
    void sendAlerts(List<Alert> begun) {
        notifier.together(() -> begun.forEach(alert -> notifier.send(dated(alert))));
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

    /** Evaluates all rules now, as each tick does. */
    public void evaluate() {
        evaluator.evaluate();
    }

    /**
     * Stops watching and telling: nothing fires from then on. A handler that is being called is waited for up to a second and not
     * interrupted; alerts that wait for one are dropped.
     */
    @Override
    public void close() {
        subscription.close();
        loops.forEach(Loop::close);
        notifier.close();
    }

    /** The host dates its alerts by the wall clock; once that was set, its times are not those by which alerts end. */
    private Alert dated(Alert alert) {
        Duration lead = collector.provider().clock().lead();
        return lead.abs().compareTo(SAME_TIME) > 0
                ? alert.withFiredAt(alert.firedAt().minus(lead))
                : alert;
    }

    private List<Alert> check(Object part, MetricsCollector collector) {
        return collector.read(snapshot -> evaluator.check(part, snapshot));
    }

    /** Evaluates when it is time to, and answers when that will be next. */
    private long step() {
        rehearse();
        long now = nanoTime.getAsLong();
        if (now - nextTick >= 0) {
            nextTick += TICK * (1 + (now - nextTick) / TICK);
            urgent.set(false);
            evaluator.evaluate();
        } else if (urgent.get()) {
            long tooSoon = evaluator.lastEvaluation() + LEAST_APART - now;
            if (tooSoon > 0) {
                return Math.min(tooSoon, nextTick - now);
            }
            urgent.set(false);
            evaluator.evaluate();
        }
        return Math.max(nextTick - nanoTime.getAsLong(), 0);
    }

    /** Once; what goes wrong there would show in the evaluation, too, if it mattered. */
    private void rehearse() {
        Runnable once = rehearsal;
        rehearsal = null;
        if (once != null) {
            Throwable failed = GuardedThread.call(once::run);
            if (failed != null) {
                GuardedThread.log(
                        System.Logger.Level.DEBUG,
                        "alerts could not be rehearsed; the first one may come later",
                        failed);
            }
        }
    }

    private long sample() {
        evaluator.sampleSystem();
        return TICK;
    }
}
