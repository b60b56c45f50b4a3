package io.quorumeter.alerting.health;

import io.quorumeter.MetricsCollector;
import io.quorumeter.alerting.alert.AlertManager;
import io.quorumeter.consensus.ConsensusMetrics;
import io.quorumeter.health.Health;
import io.quorumeter.health.HealthCheck;
import io.quorumeter.health.MonitoredComponent;
import io.quorumeter.network.NetworkMetrics;
import io.quorumeter.spi.DurationRange;
import io.quorumeter.spi.GuardedThread;
import io.quorumeter.spi.InstrumentProvider;
import io.quorumeter.spi.SteadyClock;
import io.quorumeter.storage.StorageMetrics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Finds out how a node is: asks the check of each of its components, and makes one report of it. Nothing is looked at unless somebody
 * asks.
 *
 * <pre>{@code
 * HealthChecker health = HealthChecker.of(alerts, events.metrics(), network, storage)
 *         .register("database", () -> pool.ping() ? Health.ok() : Health.critical("no connection"));
 * if (!health.overallHealthStatus().isHealthy()) { … }
 * }</pre>
 *
 * <p>Checks are called at the same time, each on a daemon thread, and whoever asks waits for all of them up to a limit: one that throws is
 * failing, and so is one that gives no answer in time, which is then not called again before it has come back. Since when an issue exists
 * is remembered from one asking to the next, unless the check knows. Thread-safe.
 */
public final class HealthChecker {
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Map<String, ComponentChecker> components = new LinkedHashMap<>();
    private final Executor threads = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            1,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work -> new GuardedThread("quorumeter-health", work));
    private volatile Duration limit = LIMIT;
    private volatile double minAvailability;

    /** A checker without components, on the clocks of the system. */
    public HealthChecker() {
        this(SteadyClock.system(), System::nanoTime);
    }

    /**
     * A checker without components.
     *
     * @param clock dates reports and issues; read once, and counted on from there by the other
     * @param nanoTime times checks, in nanoseconds from any origin
     */
    public HealthChecker(InstantSource clock, LongSupplier nanoTime) {
        this.clock = SteadyClock.of(clock, nanoTime);
        this.nanoTime = nanoTime;
    }

    /**
     * Says how long a check may take that has no time of its own; 2 seconds unless said.
     *
     * @param most how long, positive, up to 36,500 days
     * @return this
     * @throws IllegalArgumentException when it is out of range
     */
    public HealthChecker limit(Duration most) {
        limit = DurationRange.positive("limit", most);
        return this;
    }

    /**
     * A checker of the three components of every node, by the rules of an alert manager and on the clocks of the collector.
     *
     * @param alerts whose rules judge
     * @param consensus of the replica
     * @param network of the node
     * @param storage of the node
     * @return a new checker, to which more may be added
     * @throws IllegalArgumentException when the alert manager does not watch one of them
     */
    public static HealthChecker of(
            AlertManager alerts, ConsensusMetrics consensus, NetworkMetrics network, StorageMetrics storage) {
        return of(alerts, consensus)
                .register(ComponentType.NETWORK.componentName(), HealthChecks.network(alerts, network))
                .register(ComponentType.STORAGE.componentName(), HealthChecks.storage(alerts, storage));
    }

    /**
     * A checker of a replica's consensus alone, by the rules of an alert manager and on the clocks of the collector. What else a node has
     * is registered with the checks of {@link HealthChecks}.
     *
     * @param alerts whose rules judge
     * @param consensus of the replica
     * @return a new checker, to which more may be added
     * @throws IllegalArgumentException when the alert manager does not watch them
     */
    public static HealthChecker of(AlertManager alerts, ConsensusMetrics consensus) {
        InstrumentProvider collector = consensus.collector().provider();
        return new HealthChecker(collector.clock(), collector::nanoTime)
                .register(ComponentType.CONSENSUS.componentName(), HealthChecks.consensus(alerts, consensus));
    }

    /**
     * Adds a component.
     *
     * @param component its name
     * @param check finds out how it is
     * @return this
     * @throws IllegalArgumentException when there is one of that name
     */
    public HealthChecker register(String component, HealthCheck check) {
        return register(component, check, CheckSettings.STANDARD);
    }

    /**
     * Adds a component with settings of its own.
     *
     * @param component its name
     * @param check finds out how it is
     * @param settings how it is asked
     * @return this
     * @throws IllegalArgumentException when there is one of that name
     */
    public synchronized HealthChecker register(String component, HealthCheck check, CheckSettings settings) {
        Objects.requireNonNull(component, "component");
        Objects.requireNonNull(check, "check");
        Objects.requireNonNull(settings, "settings");
        ComponentChecker checker = new ComponentChecker(component, check, settings, clock, nanoTime);
        if (components.putIfAbsent(component, checker) != null) {
            throw new IllegalArgumentException("there is a check of '" + component + "' already");
        }
        return this;
    }

    /**
     * Adds a component whose check answers later; its thread waits for that.
     *
     * @param component its name
     * @param check begins to find out how it is
     * @param settings how it is asked
     * @return this
     * @throws IllegalArgumentException when there is one of that name
     */
    public HealthChecker registerAsync(
            String component, Supplier<? extends CompletionStage<Health>> check, CheckSettings settings) {
        Objects.requireNonNull(check, "check");
        return register(component, () -> check.get().toCompletableFuture().get(), settings);
    }

    /**
     * Sets which share of its last checks a component has to pass to be without a warning; 0 unless said. Fewer than 20 checks say
     * nothing.
     *
     * @param share 0 to 1
     * @return this
     * @throws IllegalArgumentException when it is out of range
     */
    public HealthChecker minAvailability(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("minAvailability: " + share + " is not from 0 to 1");
        }
        minAvailability = share;
        return this;
    }

    /**
     * Adds a component by what it says of itself: gives it the logger {@code io.quorumeter.} and its name, has it declare its metrics, and
     * takes its check.
     *
     * @param component has not started yet
     * @param metrics the collector of the node
     * @return this
     */
    public HealthChecker register(MonitoredComponent component, MetricsCollector metrics) {
        Objects.requireNonNull(metrics, "metrics");
        Objects.requireNonNull(component, "component");
        component.setLogger(System.getLogger("io.quorumeter." + component.componentName()));
        component.registerMetrics(metrics);
        return register(component.componentName(), component.healthCheck());
    }

    /**
     * Asks all components.
     *
     * @return the status of the worst, with the issues of all
     */
    public HealthStatus overallHealthStatus() {
        return detailedHealthReport().status();
    }

    /**
     * Asks all components.
     *
     * @return how each is, and all together
     */
    public HealthReport detailedHealthReport() {
        return HealthReport.of(clock.instant(), ask(checkers()));
    }

    /**
     * Asks one of the components of every node.
     *
     * @param component which
     * @return how it is; empty when it is not registered
     */
    public Optional<ComponentHealth> componentHealth(ComponentType component) {
        return componentHealth(component.componentName());
    }

    /**
     * Asks one component.
     *
     * @param component its name
     * @return how it is; empty when there is none of that name
     */
    public Optional<ComponentHealth> componentHealth(String component) {
        ComponentChecker checker;
        synchronized (this) {
            checker = components.get(component);
        }
        return checker == null
                ? Optional.empty()
                : Optional.of(ask(List.of(checker)).get(0));
    }

    synchronized List<ComponentChecker> checkers() {
        return List.copyOf(components.values());
    }

    /** Has a check called, unless that is under way, and passes on how the component is: once when it is late, and when it answers. */
    void ask(ComponentChecker one, ScheduledExecutorService timer, Consumer<ComponentHealth> result) {
        Duration most = one.settings().timeout().orElse(limit);
        if (one.isUnderWay()) {
            result.accept(one.late(most, minAvailability));
            return;
        }
        CompletableFuture<ComponentChecker.Answer> asked = one.begin(threads);
        CompletableFuture<Void> unused = asked.handle((answer, thrown) -> {
            result.accept(one.ended(answer, thrown, minAvailability));
            return null;
        });
        Future<?> look = timer.schedule(
                () -> {
                    if (!asked.isDone()) {
                        result.accept(one.late(most, minAvailability));
                    }
                },
                most.toNanos(),
                TimeUnit.NANOSECONDS);
        CompletableFuture<Void> unusedToo = unused.thenRun(() -> look.cancel(false));
    }

    /** All at the same time. */
    private List<ComponentHealth> ask(List<ComponentChecker> all) {
        long begun = System.nanoTime();
        var asked = all.stream().map(one -> one.begin(threads)).toList();
        List<ComponentHealth> found = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            Duration most = all.get(i).settings().timeout().orElse(limit);
            found.add(all.get(i).end(asked.get(i), begun + most.toNanos(), most, minAvailability));
        }
        return found;
    }

    /** What components make together that were checked at different times. */
    HealthReport report(List<ComponentHealth> all) {
        Instant first = all.stream()
                .map(one -> one.track().checkedAt())
                .min(Comparator.naturalOrder())
                .orElseGet(clock::instant);
        return HealthReport.of(first, all);
    }
}
