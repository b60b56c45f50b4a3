package io.quorumeter.monitoring.alert;

import io.quorumeter.MetricsCollector;
import io.quorumeter.alert.Alert;
import io.quorumeter.alert.AlertHandler;
import io.quorumeter.binding.Families;
import io.quorumeter.consensus.ConsensusMetrics;
import io.quorumeter.event.EventPublisher;
import io.quorumeter.event.UrgentEvent;
import io.quorumeter.monitoring.system.SystemMetrics;
import io.quorumeter.monitoring.system.SystemSampler;
import io.quorumeter.network.NetworkMetrics;
import io.quorumeter.snapshot.MetricsSnapshot;
import io.quorumeter.storage.StorageMetrics;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
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
 * <p>Each handler has a queue of 1,000 alerts and a daemon thread of its own; one that fails or hangs delays nobody else. The
 * manager counts what it does in {@code quorumeter_alert_notifications_total}, {@code quorumeter_alerts_active} and {@code
 * quorumeter_alert_evaluation_seconds}. Thread-safe.
 */
public final class AlertManager implements AutoCloseable {
    static final long TICK = TimeUnit.SECONDS.toNanos(1);
    static final long LEAST_APART = TimeUnit.MILLISECONDS.toNanos(20);

    private final MetricsCollector collector;
    private final AlertConfig config;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final AlertMetrics metrics;
    private final AlertBook book;
    private final Notifier notifier;
    private final List<Watch> watches;
    private final @Nullable SystemSampler system;
    private final Object evaluating = new Object();
    private final RuleState rules;
    private final AtomicBoolean urgent = new AtomicBoolean();
    private final Loop loop;
    private final EventPublisher.Subscription subscription;
    private List<Alert> ofSystem = List.of();
    private long nextTick;
    private long lastEvaluation;

    AlertManager(AlertManagerBuilder settings) {
        collector = settings.collector;
        config = settings.config;
        clock = settings.clock;
        nanoTime = settings.nanoTime;
        system = settings.system;
        metrics = new AlertMetrics(collector);
        book = new AlertBook(settings.history);
        notifier = new Notifier(metrics, book, settings.retries, clock, nanoTime, settings.loops);
        settings.handlers.forEach(notifier::add);
        rules = new RuleState(notifier, config.duration(AlertSetting.RESOLVE_AFTER));
        long now = nanoTime.getAsLong();
        watches = settings.watched.stream().map(this::watch).toList();
        nextTick = now;
        lastEvaluation = now - LEAST_APART;
        loop = settings.loops.start("quorumeter-alerts", this::step);
        subscription = collector.events().subscribe("alerts", UrgentEvent.class, event -> {
            urgent.set(true);
            loop.wake();
        });
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
     */
    public void addHandler(String name, AlertHandler handler) {
        notifier.add(name, handler);
    }

    /**
     * Adds one that is told of every alert that begins from now on.
     *
     * @param name what it is called in metrics, one of a few names
     * @param callback takes the alerts
     * @throws IllegalArgumentException when there is one of that name
     */
    public void onFiring(String name, Consumer<? super Alert> callback) {
        addHandler(name, alert -> {
            if (alert.isFiring()) {
                callback.accept(alert);
            }
        });
    }

    /**
     * Judges a replica's consensus. Nothing is told, and asking again gives the same answer. Rates and counts are over the windows of the
     * configuration for metrics that this manager watches; of others everything counts as if it had been just now.
     *
     * @param consensus what is judged
     * @return an alert for each rule that is broken
     */
    public List<Alert> checkConsensusHealth(ConsensusMetrics consensus) {
        return check(consensus, consensus.families());
    }

    /**
     * Judges a node's network, as {@link #checkConsensusHealth} does.
     *
     * @param network what is judged
     * @return an alert for each rule that is broken
     */
    public List<Alert> checkNetworkHealth(NetworkMetrics network) {
        return check(network, network.families());
    }

    /**
     * Judges a node's stores, as {@link #checkConsensusHealth} does.
     *
     * @param storage what is judged
     * @return an alert for each rule that is broken
     */
    public List<Alert> checkStorageHealth(StorageMetrics storage) {
        return check(storage, storage.families());
    }

    /**
     * Judges what the process takes of its machine. Nothing is told.
     *
     * @param sample what is judged
     * @return an alert for each rule that is broken
     */
    public List<Alert> checkSystemHealth(SystemMetrics sample) {
        return SystemRules.evaluate(sample, config);
    }

    /**
     * Tells the handlers of an alert, unless one of the same name and labels fires already: then that one gets what else the new one
     * says. One that is resolved ends the one that fires.
     *
     * @param alert from the node itself; those of rules come by themselves
     * @return whether the handlers are told
     */
    public boolean sendAlert(Alert alert) {
        if (!alert.isFiring()) {
            return resolveAlert(alert.id()) == Resolution.RESOLVED;
        }
        boolean isNews = notifier.fire(alert);
        if (!isNews) {
            notifier.suppress();
        }
        return isNews;
    }

    /**
     * Says that an alert is over, and tells the handlers. One of a rule does not come back before its rule was kept for a while, or, where it
     * counts events, before there are more of them.
     *
     * @param id the alert's {@link Alert#id()}
     * @return what became of it; asking again changes nothing
     */
    public Resolution resolveAlert(String id) {
        synchronized (evaluating) {
            Resolution resolution = notifier.resolve(id);
            if (resolution == Resolution.RESOLVED) {
                rules.mute(id);
            }
            return resolution;
        }
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
        evaluate(true);
    }

    /**
     * Stops watching and telling. A handler that is being called is waited for up to a second and not interrupted; alerts that wait for one
     * are dropped.
     */
    @Override
    public void close() {
        subscription.close();
        loop.close();
        notifier.close();
    }

    private Watch watch(Object watched) {
        long now = nanoTime.getAsLong();
        if (watched instanceof ConsensusMetrics consensus) {
            return new ConsensusWatch(consensus, config, now, clock.instant());
        } else if (watched instanceof NetworkMetrics network) {
            return new NetworkWatch(network, config, now);
        }
        return new StorageWatch((StorageMetrics) watched, config, now);
    }

    private List<Alert> check(Object of, Families families) {
        synchronized (evaluating) {
            Watch known = watches.stream()
                    .filter(one -> one.metrics() == of)
                    .findFirst()
                    .orElseGet(() -> watch(of));
            return families.collector().read(snapshot -> known.evaluate(snapshot, nanoTime.getAsLong()));
        }
    }

    /** Evaluates when it is time to, and answers when that will be next. */
    private long step() {
        long now = nanoTime.getAsLong();
        if (now - nextTick >= 0) {
            urgent.set(false);
            evaluate(true);
            nextTick += TICK * (1 + (now - nextTick) / TICK);
        } else if (urgent.get()) {
            long tooSoon = lastEvaluation + LEAST_APART - now;
            if (tooSoon > 0) {
                return Math.min(tooSoon, nextTick - now);
            }
            urgent.set(false);
            evaluate(false);
        }
        return Math.max(nextTick - nanoTime.getAsLong(), 0);
    }

    private void evaluate(boolean isTick) {
        synchronized (evaluating) {
            long begin = nanoTime.getAsLong();
            List<Alert> broken = collector.read(snapshot -> evaluate(snapshot, begin));
            SystemSampler sampler = system;
            if (isTick && sampler != null) {
                ofSystem = checkSystemHealth(sampler.sample());
            }
            broken.addAll(ofSystem);
            rules.update(broken, begin);
            lastEvaluation = nanoTime.getAsLong();
            metrics.evaluation.record(lastEvaluation - begin);
        }
    }

    private List<Alert> evaluate(MetricsSnapshot snapshot, long nanos) {
        List<Alert> broken = new ArrayList<>();
        for (Watch watch : watches) {
            broken.addAll(watch.evaluate(snapshot, nanos));
            watch.remember(snapshot, nanos);
        }
        return broken;
    }
}
