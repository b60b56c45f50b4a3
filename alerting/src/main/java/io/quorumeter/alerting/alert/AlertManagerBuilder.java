package io.quorumeter.alerting.alert;

import io.quorumeter.MetricsCollector;
import io.quorumeter.alerting.route.RoutingFile;
import io.quorumeter.consensus.ConsensusMetrics;
import io.quorumeter.consensus.ValidatorMetrics;
import io.quorumeter.core.event.Loop;
import io.quorumeter.core.event.ThreadLoop;
import io.quorumeter.network.NetworkMetrics;
import io.quorumeter.storage.StorageMetrics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Puts an {@link AlertManager} together. Not thread-safe. */
public final class AlertManagerBuilder {
    static final int HISTORY = 1_000;

    final MetricsCollector collector;
    final List<Object> watched = new ArrayList<>();
    final Map<String, AlertHandler> handlers = new LinkedHashMap<>();
    AlertConfig config = AlertConfig.defaults();
    RetryPolicy retries = RetryPolicy.standard();
    LongSupplier nanoTime;
    Loop.Starter loops;
    Runnable rehearsal = Rehearsal::run;
    int history = HISTORY;
    SystemReadings.@Nullable Sampler system;

    @Nullable
    RoutingFile routing;

    AlertManagerBuilder(MetricsCollector collector) {
        this.collector = Objects.requireNonNull(collector, "metrics");
        this.nanoTime = collector.provider()::nanoTime;
        this.loops = ThreadLoop.starter(AlertMetrics.restarts(collector)::increment);
    }

    /**
     * Sets thresholds and windows; {@link AlertConfig#defaults()} unless said.
     *
     * @param thresholds the configuration
     * @return this
     */
    public AlertManagerBuilder config(AlertConfig thresholds) {
        this.config = Objects.requireNonNull(thresholds, "thresholds");
        return this;
    }

    /**
     * Watches a replica's consensus and what its safety monitor finds. Together with its network it also tells of views that do not change.
     *
     * @param metrics of the same collector
     * @return this
     * @throws IllegalArgumentException when they are of another collector
     */
    public AlertManagerBuilder watch(ConsensusMetrics metrics) {
        return watch(metrics, Objects.requireNonNull(metrics, "metrics").collector());
    }

    /**
     * Watches the validators of a replica's set, of whom one that signs nothing any more is named.
     *
     * @param metrics of the same collector, as {@code events.validators()} has them
     * @return this
     * @throws IllegalArgumentException when they are of another collector
     */
    public AlertManagerBuilder watch(ValidatorMetrics metrics) {
        return watch(metrics, Objects.requireNonNull(metrics, "metrics").collector());
    }

    /**
     * Watches a node's network, and which validators are not connected.
     *
     * @param metrics of the same collector
     * @return this
     * @throws IllegalArgumentException when they are of another collector
     */
    public AlertManagerBuilder watch(NetworkMetrics metrics) {
        return watch(metrics, Objects.requireNonNull(metrics, "metrics").collector());
    }

    /**
     * Watches a node's stores.
     *
     * @param metrics of the same collector
     * @return this
     * @throws IllegalArgumentException when they are of another collector
     */
    public AlertManagerBuilder watch(StorageMetrics metrics) {
        return watch(metrics, Objects.requireNonNull(metrics, "metrics").collector());
    }

    /**
     * Watches what the process takes of its machine, with a sample each second over the configuration's {@link AlertSetting#RATE_WINDOW}.
     *
     * @param sampler what is sampled, such as monitoring's {@code SystemSampler}
     * @return this
     */
    public AlertManagerBuilder watch(SystemReadings.Sampler sampler) {
        this.system = Objects.requireNonNull(sampler, "sampler");
        return this;
    }

    /**
     * Adds one that is told of every alert that begins or ends.
     *
     * @param name what it is called in metrics, one of a few names
     * @param handler takes the alerts
     * @return this
     * @throws IllegalArgumentException when there is one of that name
     */
    public AlertManagerBuilder handler(String name, AlertHandler handler) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(handler, "handler");
        if (handlers.putIfAbsent(name, handler) != null) {
            throw Notifier.taken(name);
        }
        return this;
    }

    /**
     * Sends alerts through routes: handlers have the names of the receivers and get notices of groups of alerts, when it is time. Without
     * routes every handler is notified of every alert at once.
     *
     * @param file such as {@link RoutingFile#standard()}
     * @return this
     */
    public AlertManagerBuilder routes(RoutingFile file) {
        this.routing = Objects.requireNonNull(file, "file");
        return this;
    }

    /**
     * Says how often a handler that fails is called again; {@link RetryPolicy#standard()} unless said.
     *
     * @param policy attempts and pauses
     * @return this
     */
    public AlertManagerBuilder retries(RetryPolicy policy) {
        this.retries = Objects.requireNonNull(policy, "policy");
        return this;
    }

    /**
     * Says how many beginnings and ends of alerts are remembered; 1,000 unless said.
     *
     * @param most 1 or more
     * @return this
     * @throws IllegalArgumentException when it is not positive
     */
    public AlertManagerBuilder history(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("history: " + most + " is not 1 or more");
        }
        this.history = most;
        return this;
    }

    /** The clock of ticks, windows and pauses, in the place of the collector's. */
    AlertManagerBuilder nanoTime(LongSupplier monotonic) {
        this.nanoTime = monotonic;
        return this;
    }

    /** What runs its loops, in the place of threads. */
    AlertManagerBuilder loops(Loop.Starter starter) {
        this.loops = starter;
        return this;
    }

    /** What is done before the first evaluation, in the place of a rehearsal. */
    AlertManagerBuilder rehearsal(Runnable first) {
        this.rehearsal = first;
        return this;
    }

    /**
     * Starts to watch. Logs which rules cannot fire, since the collector does not keep what they read, if there are any; and when nothing
     * is watched at all.
     *
     * @return the manager, to be closed
     * @throws IllegalArgumentException when a receiver of the routes has no handler, or a handler is no receiver
     */
    public AlertManager start() {
        return new AlertManager(this);
    }

    private AlertManagerBuilder watch(Object metrics, MetricsCollector owner) {
        if (owner != collector) {
            throw new IllegalArgumentException("the " + metrics.getClass().getSimpleName()
                    + " are of another collector than the one that the alert manager is on");
        }
        watched.add(metrics);
        return this;
    }
}
