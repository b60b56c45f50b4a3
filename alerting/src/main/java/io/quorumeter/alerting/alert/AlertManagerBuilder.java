package io.quorumeter.alerting.alert;

import io.quorumeter.MetricsCollector;
import io.quorumeter.alerting.route.RoutingFile;
import io.quorumeter.alerting.rule.RuleFile;
import io.quorumeter.alerting.rule.RuleGroup;
import io.quorumeter.core.event.Loop;
import io.quorumeter.core.event.ThreadLoop;
import io.quorumeter.promql.model.Semantics;
import java.io.IOException;
import java.nio.file.Path;
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
    final List<RuleGroup> rules = new ArrayList<>();
    final Map<String, AlertHandler> handlers = new LinkedHashMap<>();
    AlertConfig config = AlertConfig.defaults();
    RetryPolicy retries = RetryPolicy.standard();
    LongSupplier nanoTime;
    Loop.Starter loops;
    boolean defaultRules = true;
    int history = HISTORY;

    String node = "";
    String url = "";

    @Nullable
    RoutingFile routing;

    @Nullable
    Path dataFolder;

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
     * Adds a file of recording and alerting rules in Prometheus' format; it is read now.
     *
     * @param file in UTF-8
     * @return this
     * @throws IOException when it cannot be read
     * @throws io.quorumeter.alerting.file.FileException when something in it is wrong; it names the first mistake of each rule
     * @throws IllegalArgumentException when the file was added before
     */
    public AlertManagerBuilder rules(Path file) throws IOException {
        if (rules.stream().anyMatch(one -> one.file().equals(file.toString()))) {
            throw new IllegalArgumentException(file + " is there already");
        }
        rules.addAll(RuleFile.read(file, Semantics.V3).groups());
        return this;
    }

    /**
     * Leaves out the {@linkplain DefaultRules rules} that are there unless switched off.
     *
     * @return this
     */
    public AlertManagerBuilder withoutDefaultRules() {
        this.defaultRules = false;
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
     * Sends alerts through routes: the channels of the receivers, and handlers that have their names, get notices of groups of alerts when it
     * is time. Without routes every handler is notified of every alert at once.
     *
     * @param file such as {@link RoutingFile#standard()}
     * @return this
     */
    public AlertManagerBuilder routes(RoutingFile file) {
        this.routing = Objects.requireNonNull(file, "file");
        return this;
    }

    /**
     * Says what messages of channels call this node; nothing unless said. A service that many nodes notify distinguishes them by it.
     *
     * @param name such as {@code node-3.example.org}
     * @param address of the node's own page, to which messages link; may be empty
     * @return this
     */
    public AlertManagerBuilder node(String name, String address) {
        this.node = Objects.requireNonNull(name, "name");
        this.url = Objects.requireNonNull(address, "address");
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

    /**
     * Sets where silences, acknowledgements, what fires, what handlers know and how long rules have waited outlive the process, so that a
     * restart neither repeats nor loses a notice; in memory unless said. A file {@code token} there is for changes over HTTP.
     *
     * @param folder of this manager alone, for its owner alone; made if need be
     * @return this
     */
    public AlertManagerBuilder data(Path folder) {
        this.dataFolder = Objects.requireNonNull(folder, "folder");
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

    /**
     * Starts to evaluate rules.
     *
     * @return the manager, to be closed
     * @throws IllegalArgumentException when a receiver of the routes has neither a channel nor a handler, a handler is no receiver or one with
     *     channels, or a channel cannot work: its secret cannot be read, its address is no URL
     * @throws java.io.UncheckedIOException when another alert manager uses the data folder, or it cannot be used
     */
    public AlertManager start() {
        AlertStore store = AlertStore.open(dataFolder, nanoTime);
        try {
            return new AlertManager(this, store);
        } catch (Throwable refused) {
            store.close();
            throw refused;
        }
    }
}
