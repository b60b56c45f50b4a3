package io.quorumeter.monitoring;

import io.quorumeter.MetricsCollector;
import io.quorumeter.alerting.alert.AlertManager;
import io.quorumeter.alerting.alert.AlertManagerBuilder;
import io.quorumeter.alerting.alert.LogAlertHandler;
import io.quorumeter.alerting.health.HealthChecker;
import io.quorumeter.alerting.health.HealthExport;
import io.quorumeter.alerting.health.HealthJson;
import io.quorumeter.alerting.health.HealthWatch;
import io.quorumeter.alerting.rule.RuleFile;
import io.quorumeter.alerting.rule.RuleGroup;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.exporters.PrometheusExporter;
import io.quorumeter.exporters.http.HttpAccess;
import io.quorumeter.exporters.http.HttpEndpoint;
import io.quorumeter.exporters.http.HttpHandler;
import io.quorumeter.exporters.http.HttpLimits;
import io.quorumeter.history.Head;
import io.quorumeter.history.HeadLimits;
import io.quorumeter.history.History;
import io.quorumeter.history.HistoryStatistics;
import io.quorumeter.monitoring.config.MonitoringConfig;
import io.quorumeter.monitoring.http.AlertPages;
import io.quorumeter.monitoring.http.EventStream;
import io.quorumeter.monitoring.http.HealthPages;
import io.quorumeter.monitoring.http.InfoPage;
import io.quorumeter.monitoring.http.QueryApi;
import io.quorumeter.monitoring.own.MonitoringMetrics;
import io.quorumeter.monitoring.preset.Preset;
import io.quorumeter.monitoring.scrape.ScrapeTarget;
import io.quorumeter.monitoring.scrape.ScrapeTargets;
import io.quorumeter.monitoring.system.SystemMetrics;
import io.quorumeter.promql.PromQl;
import io.quorumeter.promql.limit.Limits;
import io.quorumeter.promql.limit.MemoryBudget;
import io.quorumeter.promql.limit.QueryGate;
import io.quorumeter.promql.model.Semantics;
import io.quorumeter.promql.model.SeriesSource;
import io.quorumeter.promql.model.Value;
import io.quorumeter.promql.series.Overlay;
import io.quorumeter.spi.DurationRange;
import io.quorumeter.spi.GuardedThread;
import io.quorumeter.spi.SteadyClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Watches a node from within: takes a snapshot at every tick, keeps the last two hours of them, and serves metrics, history and queries by
 * HTTP, with no other server to run.
 *
 * <pre>{@code
 * try (var monitoring = MonitoringSystem.create(9464).metrics(metrics).start()) { … }
 * }</pre>
 *
 * <p>{@code /metrics} is for scrapers, {@code /api/v1/} is Prometheus' API, so that Grafana takes the node for a data source, {@code
 * /api/v1/stream} sends values as they change, and {@code /info} says what runs here. It listens on the loopback interface by default. Safe
 * from any thread.
 */
public final class MonitoringSystem implements AutoCloseable {
    private static final int LONGEST_TICK_SECONDS = 5;
    private static final int TICKS_PER_HEALTH_ROUND = 5;
    private static final Duration SHORTEST_STREAM_TIMEOUT = Duration.ofMillis(100);

    private final MetricsCollector metrics;
    private final HttpEndpoint endpoint;
    private final SystemMetrics system;
    private final boolean ownsSystem;
    private final Head history;
    private final PromQl promql;
    private final AlertManager alerts;
    private final boolean ownsAlerts;
    private final ScrapeTargets targets;
    private final MonitoringMetrics own;
    private final EventStream stream;
    private final HealthChecker health;
    private final HealthWatch healthWatch;
    private final HealthPages pages;
    private final Optional<HealthExport> export;
    private final Node node;
    private final ScheduledThreadPoolExecutor ticks;
    private final ScheduledFuture<?> ticking;
    private boolean hasFailed;

    private MonitoringSystem(Builder settings, AlertManager alerts) throws IOException {
        MetricsCollector metrics = settings.registered();
        history = new Head(settings.historyLimits);
        PromQl plain = PromQl.over(history).withLimits(settings.queryLimits).withMemory(settings.queryMemory);
        promql = settings.shortNames == null ? plain : plain.withExtensions(settings.shortNames);
        own = new MonitoringMetrics(metrics);
        this.alerts = alerts;
        ownsAlerts = settings.alerts == null;
        this.metrics = metrics;
        SteadyClock clock = SteadyClock.system();
        targets = new ScrapeTargets(settings.targets, clock, System::nanoTime);
        node = new Node(clock, settings.interval, settings.historyLimits.retention(), alerts, targets);
        stream = new EventStream(promql.withLimits(settings.streamLimits()), own);
        Map<String, HttpHandler> handlers = new LinkedHashMap<>();
        if (settings.exposition) {
            handlers.put("/metrics", settings.exporter.handler());
        }
        handlers.put(QueryApi.PATH, new QueryApi(history, promql, settings.queryLimits, settings.queryGate, node, own));
        handlers.put(EventStream.PATH, stream);
        handlers.put(InfoPage.PATH, new InfoPage(node));
        health = settings.health;
        healthWatch = new HealthWatch(health);
        handlers.putAll(new AlertPages(alerts, settings.changes(alerts)).handlers());
        pages = new HealthPages(healthWatch, promql, node);
        handlers.putAll(pages.handlers());
        if (settings.asksHealth) {
            handlers.put(settings.healthPath, pages.report());
        }
        healthWatch.onChange(changed -> stream.health(changed.component(), HealthJson.write(changed)));
        InetSocketAddress address = new InetSocketAddress(settings.address, settings.port);
        endpoint = HttpEndpoint.start(address, settings.access, settings.httpLimits, handlers, own::answered);
        node.servedAt(endpoint.uri());
        ownsSystem = settings.system == null;
        try {
            system = attached(settings.system, metrics);
        } catch (Throwable refused) {
            endpoint.close();
            throw refused;
        }
        if (!settings.targets.isEmpty()) {
            health.register("targets", targets::health);
        }
        alerts.addRules(settings.rules);
        alerts.join(history, settings.interval, endpoint.uri().toString());
        ticks = new ScheduledThreadPoolExecutor(1, work -> new GuardedThread("quorumeter-monitoring", work));
        long nanos = settings.interval.toNanos();
        if (settings.asksHealth) {
            healthWatch.start(settings.healthInterval.orElse(settings.interval.multipliedBy(TICKS_PER_HEALTH_ROUND)));
        }
        export = settings.healthExport.map(where -> new HealthExport(healthWatch, where, clock));
        guardedTick(); // whatever is counted from here on is an increase
        ticking = ticks.scheduleAtFixedRate(this::guardedTick, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    private static SystemMetrics attached(@Nullable SystemMetrics shared, MetricsCollector metrics) {
        if (shared != null) {
            shared.attach(metrics);
            return shared;
        }
        SystemMetrics own = SystemMetrics.of(Path.of("").toAbsolutePath()).start();
        try {
            own.attach(metrics);
            return own;
        } catch (Throwable refused) {
            own.close();
            throw refused;
        }
    }

    /**
     * Begins the settings of a monitoring system.
     *
     * @param port 1 to 65535, or 0 for any free one; 9464 is the usual one, since 9090 is Prometheus' own
     * @return the settings, with defaults for all else
     * @throws IllegalArgumentException when the port is not one
     */
    public static Builder create(int port) {
        return new Builder(port);
    }

    /** {@return the collector that is watched} */
    public MetricsCollector metrics() {
        return metrics;
    }

    /** {@return where it is served} */
    public URI uri() {
        return endpoint.uri();
    }

    /** {@return what was: every tick of the last two hours} */
    public History history() {
        return history;
    }

    /** {@return what answers questions over history} */
    public PromQl promql() {
        return promql;
    }

    /** {@return what evaluates rules and notifies handlers; by default the log is its only handler} */
    public AlertManager alerts() {
        return alerts;
    }

    /** {@return what checks the node's health; checks that are registered now are asked from the next round on} */
    public HealthChecker health() {
        return health;
    }

    /** Stops: all series end with stale markers, and the port is free. Closing again is a no-op. */
    @Override
    public void close() {
        ticking.cancel(false);
        ticks.shutdown();
        endpoint.close();
        export.ifPresent(HealthExport::close);
        healthWatch.close();
        awaitLastTick();
        targets.close();
        if (ownsAlerts) {
            alerts.close();
        } else {
            alerts.leave();
        }
        if (ownsSystem) {
            system.close();
        } else {
            system.detach(metrics);
        }
        history.end(node.now().toEpochMilli());
    }

    /** No series begins again behind its stale marker. */
    private void awaitLastTick() {
        try {
            if (!ticks.awaitTermination(LONGEST_TICK_SECONDS, TimeUnit.SECONDS)) {
                ticks.shutdownNow();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** A tick that fails leaves a gap in history; the first one is logged. */
    private void guardedTick() {
        Throwable failed = GuardedThread.call(this::tick);
        if (failed != null && !hasFailed) {
            hasFailed = true;
            GuardedThread.log(System.Logger.Level.WARNING, "a tick of monitoring failed, so history has a gap", failed);
        }
    }

    private void tick() {
        Instant at = node.now();
        metrics.read(snapshot -> {
            HistoryStatistics before = history.statistics();
            long begun = System.nanoTime();
            history.append(snapshot, at.toEpochMilli(), upToNow -> derived(upToNow, at));
            own.appended(before, history.statistics(), System.nanoTime() - begun);
            node.ticked(at, snapshot.families());
            return null;
        });
        pages.tick();
        stream.tick(at.toEpochMilli());
    }

    /** Returns what other nodes answered, and what rules make of all. */
    private Collection<Value.Sample> derived(SeriesSource upToNow, Instant at) {
        List<Value.Sample> scraped = targets.tick(at.toEpochMilli());
        if (scraped.isEmpty()) {
            return alerts.tick(upToNow, at);
        }
        Overlay all = new Overlay(upToNow);
        scraped.forEach(all::add);
        scraped.addAll(alerts.tick(all, at));
        return scraped;
    }

    /** The settings of a monitoring system. Not thread-safe. */
    public static final class Builder {
        private int port;
        private final PrometheusExporter exporter;
        private boolean exposition = true;
        private InetAddress address = InetAddress.getLoopbackAddress();
        private HttpAccess access = HttpAccess.local();
        private @Nullable HttpAccess changes;
        private Duration interval = Duration.ofSeconds(1);
        private HeadLimits historyLimits = HeadLimits.DEFAULT;
        private Limits queryLimits = Limits.DEFAULT;
        private MemoryBudget queryMemory = new MemoryBudget(MemoryBudget.DEFAULT_BYTES);
        private QueryGate queryGate = QueryGate.standard();
        private HttpLimits httpLimits = HttpLimits.DEFAULT;
        private final List<RuleGroup> rules = new ArrayList<>();
        private final List<ScrapeTarget> targets = new ArrayList<>();
        private @Nullable MetricsCollector metrics;
        private @Nullable SystemMetrics system;
        private @Nullable AlertManager alerts;
        private HealthChecker health = new HealthChecker();
        private boolean asksHealth = true;
        private String healthPath = "/health";
        private Optional<Duration> healthInterval = Optional.empty();
        private Optional<HealthExport.Settings> healthExport = Optional.empty();
        private @Nullable MonitoringConfig config;
        private @Nullable Map<String, String> shortNames;

        private Builder(int port) {
            this.port = port;
            this.exporter = new PrometheusExporter(port, "hotstuff2");
        }

        /**
         * Sets whose metrics are watched.
         *
         * @param collector one collector, since one node is one target
         * @return these settings
         * @throws IllegalStateException when there is one already
         */
        public Builder metrics(MetricsCollector collector) {
            if (metrics != null) {
                throw new IllegalStateException(
                        "this monitoring system has a collector already; start another one for another node");
            }
            exporter.registerMetrics(collector);
            metrics = collector;
            return this;
        }

        /**
         * Sets on which of the machine's addresses it listens; the loopback interface by default. Another one needs {@link #access}.
         *
         * @param listenOn the address
         * @return these settings
         */
        public Builder bindTo(InetAddress listenOn) {
            address = Objects.requireNonNull(listenOn, "listenOn");
            return this;
        }

        /**
         * Sets who may ask; programs on this machine by default.
         *
         * @param allowed who, and whether by TLS
         * @return these settings
         */
        public Builder access(HttpAccess allowed) {
            access = Objects.requireNonNull(allowed, "allowed");
            return this;
        }

        /**
         * Sets the token of those who may change something over HTTP, such as silences; by default that in the file {@code token} of the
         * alert manager's data folder, and without one nothing can be changed.
         *
         * @param allowed has the token; what else it says is ignored
         * @return these settings
         * @throws IllegalArgumentException when it has none
         */
        public Builder changes(HttpAccess allowed) {
            if (allowed.allowsToken(null)) {
                throw new IllegalArgumentException(
                        "changes need a token: pass such as HttpAccess.local().tokenFile(file)");
            }
            changes = allowed;
            return this;
        }

        private Optional<HttpAccess> changes(AlertManager manager) throws IOException {
            Optional<Path> file = manager.tokenFile();
            if (changes == null && file.isPresent()) {
                return Optional.of(HttpAccess.local().tokenFile(file.get()));
            }
            return Optional.ofNullable(changes);
        }

        /**
         * Sets where the metrics of the process and its machine come from. By default the monitoring system reads them itself, and looks at
         * the volume of the working folder; several in one process share one.
         *
         * @param shared stays running when this monitoring system stops
         * @return these settings
         */
        public Builder system(SystemMetrics shared) {
            system = Objects.requireNonNull(shared, "shared");
            return this;
        }

        /**
         * Sets the distance of ticks; one second by default.
         *
         * @param distance positive
         * @return these settings
         * @throws IllegalArgumentException when it is not
         */
        public Builder interval(Duration distance) {
            interval = DurationRange.positive("interval", distance);
            return this;
        }

        /**
         * Sets what history may keep; two hours by default.
         *
         * @param limits retention, memory and series
         * @return these settings
         */
        public Builder history(HeadLimits limits) {
            historyLimits = Objects.requireNonNull(limits, "limits");
            return this;
        }

        /**
         * Sets what a query may take.
         *
         * @param limits samples, series, steps and time
         * @return these settings
         */
        public Builder queries(Limits limits) {
            queryLimits = Objects.requireNonNull(limits, "limits");
            return this;
        }

        /**
         * Sets what all queries may take together; by default 64 MiB, and one query at a time on a machine with less than eight cores.
         *
         * @param memory what they have in memory, with their answers
         * @param gate how many run and how many wait
         * @return these settings
         */
        public Builder queries(MemoryBudget memory, QueryGate gate) {
            queryMemory = Objects.requireNonNull(memory, "memory");
            queryGate = Objects.requireNonNull(gate, "gate");
            return this;
        }

        /**
         * Sets what clients of the endpoint may take.
         *
         * @param limits connections, sizes, times and rate
         * @return these settings
         */
        public Builder http(HttpLimits limits) {
            httpLimits = Objects.requireNonNull(limits, "limits");
            return this;
        }

        /**
         * Lets queries, by HTTP and of {@link #promql()}, have numbers with units and short names, as in {@code disk_usage > 90%}. No legal
         * expression changes its meaning, see {@link PromQl#withExtensions}. Rule files are read without.
         *
         * @param expressions expressions by short name, {@link io.quorumeter.alerting.rule.ShortNames#STANDARD} or others
         * @return these settings
         */
        public Builder shortNames(Map<String, String> expressions) {
            shortNames = Map.copyOf(expressions);
            return this;
        }

        /**
         * Adds a file of recording and alerting rules in Prometheus' format; it is read now, and evaluated at each tick, or at the intervals
         * of its groups.
         *
         * @param file in UTF-8
         * @return these settings
         * @throws IOException when it cannot be read
         * @throws io.quorumeter.alerting.file.FileException when something in it is wrong; it names the first mistake of each rule
         * @throws IllegalArgumentException when the file was added before
         */
        public Builder rules(Path file) throws IOException {
            if (rules.stream().anyMatch(one -> one.file().equals(file.toString()))) {
                throw new IllegalArgumentException(file + " is there already");
            }
            rules.addAll(RuleFile.read(file, Semantics.V3).groups());
            return this;
        }

        /**
         * Adds the rules of a system that was used before, over metrics under its names.
         *
         * @param system such as {@link Preset#QUDAG}
         * @return these settings
         */
        public Builder preset(Preset system) {
            rules.addAll(system.rules());
            return this;
        }

        /**
         * Adds other nodes whose metrics are read at every tick, for history, queries and rules. Their series have the time of the tick
         * after the answer; where they have no label {@code instance} it is host and port.
         *
         * @param more in text format or OpenMetrics, up to 200,000 series and 64 MiB each
         * @return these settings
         */
        public Builder scrape(List<ScrapeTarget> more) {
            targets.addAll(more);
            return this;
        }

        /**
         * Sets what evaluates rules and notifies handlers. By default the monitoring system has an alert manager of its own, with the log
         * as its only handler.
         *
         * @param manager of the same collector; its rules see this history, and it stays open when this monitoring system stops
         * @return these settings
         */
        public Builder alerts(AlertManager manager) {
            alerts = Objects.requireNonNull(manager, "manager");
            return this;
        }

        /**
         * Sets whose checks {@code /health} shows, such as {@link HealthChecker#of} has them; by default there are none until some are
         * {@linkplain MonitoringSystem#health registered}.
         *
         * @param checker its checks are asked at every fifth tick, or at the intervals of their own
         * @return these settings
         */
        public Builder health(HealthChecker checker) {
            health = Objects.requireNonNull(checker, "checker");
            return this;
        }

        /**
         * Takes over what an operator has written, and variables of the environment: see {@link MonitoringConfig#read(Path)}.
         *
         * @param file in YAML, TOML or JSON
         * @return these settings
         * @throws IOException when it cannot be read
         * @throws io.quorumeter.alerting.file.FileException when something in it is wrong: all mistakes, with their places
         */
        public Builder config(Path file) throws IOException {
            return config(MonitoringConfig.read(file));
        }

        /**
         * Takes over what an operator has written; each of its warnings is logged.
         *
         * @param settings the port, if there is one, in the place of the one here; collector and alert manager unless they are set here
         * @return these settings
         */
        public Builder config(MonitoringConfig settings) {
            settings.warnings().forEach(warning -> GuardedThread.log(System.Logger.Level.WARNING, warning, null));
            port = settings.port().orElse(port);
            exposition = settings.prometheus();
            settings.address().ifPresent(this::bindTo);
            access = settings.access();
            settings.interval().ifPresent(this::interval);
            historyLimits = settings.history();
            queryLimits = settings.queries();
            queryMemory = new MemoryBudget(settings.queryMemory());
            targets.addAll(settings.targets());
            health.limit(settings.health().timeout())
                    .minAvailability(settings.health().minAvailability());
            asksHealth = settings.health().enabled();
            healthPath = settings.health().path();
            healthInterval = settings.health().interval();
            healthExport = settings.health().export();
            config = settings;
            return this;
        }

        /** What is set in code cannot be set by a file, too. */
        private void checkOnce(MonitoringConfig settings) {
            if (metrics != null && settings.isOfMetrics()) {
                throw new IllegalStateException("the configuration has keys of metrics, which have no effect on a"
                        + " collector that is there already: leave out metrics(collector)");
            }
            if (alerts != null && settings.isOfAlerts()) {
                throw new IllegalStateException(
                        "the configuration has keys of alerting, which have no effect on an alert"
                                + " manager that is there already: leave out alerts(manager)");
            }
        }

        private AlertManager newAlerts() throws IOException {
            AlertManagerBuilder builder = AlertManager.on(registered());
            MonitoringConfig settings = config;
            if (settings == null || settings.alerting().routes().isEmpty()) {
                builder.handler("log", new LogAlertHandler());
            }
            return settings == null
                    ? builder.start()
                    : settings.alerting().start(builder, settings.history().retention());
        }

        /**
         * Starts it. When it cannot, the port is free and no thread runs.
         *
         * @return the running system
         * @throws IOException when the port is taken or refused, or the machine does not have the address, naming both
         * @throws IllegalStateException when no collector is set and there is no configuration, or something is set by both
         * @throws io.quorumeter.alerting.file.FileException when a file of rules that the configuration names is wrong
         * @throws io.quorumeter.MetricDeclarationException when the collector has a family that contradicts one of the process or the machine
         * @throws IllegalArgumentException when it would serve other machines without knowing its clients, or a short name stands for no
         *     instant vector
         * @throws io.quorumeter.promql.model.PromQlException when the expression of a short name cannot be read
         */
        public MonitoringSystem start() throws IOException {
            MonitoringConfig settings = config;
            if (settings != null) {
                checkOnce(settings);
                if (metrics == null) {
                    metrics(Quorumeter.newCollector(settings.metrics()));
                }
            }
            AlertManager given = alerts;
            AlertManager used = given == null ? newAlerts() : given;
            try {
                return new MonitoringSystem(this, used);
            } catch (Throwable refused) {
                if (given == null) {
                    used.close();
                }
                throw refused;
            }
        }

        /** Half the distance of ticks for an expression of the stream, but so long that a short one gets through. */
        private Limits streamLimits() {
            Duration half = interval.dividedBy(2);
            Duration timeout = half.compareTo(SHORTEST_STREAM_TIMEOUT) < 0 ? SHORTEST_STREAM_TIMEOUT : half;
            return timeout.compareTo(queryLimits.timeout()) < 0 ? queryLimits.withTimeout(timeout) : queryLimits;
        }

        private MetricsCollector registered() {
            MetricsCollector registered = metrics;
            if (registered == null) {
                throw new IllegalStateException("there are no metrics to watch: call metrics(collector) first");
            }
            return registered;
        }
    }
}
