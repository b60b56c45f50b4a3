package io.quorumeter.monitoring.health;

import io.quorumeter.consensus.ConsensusMetrics;
import io.quorumeter.health.ComponentHealth;
import io.quorumeter.health.HealthCheck;
import io.quorumeter.health.HealthReport;
import io.quorumeter.health.HealthStatus;
import io.quorumeter.health.MonitoredComponent;
import io.quorumeter.monitoring.alert.AlertManager;
import io.quorumeter.network.NetworkMetrics;
import io.quorumeter.storage.StorageMetrics;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Finds out how a node is: asks the check of each of its components, and makes one report of it. Nothing is looked at unless somebody
 * asks.
 *
 * <pre>{@code
 * HealthChecker health = new HealthChecker()
 *         .register("consensus", HealthChecks.consensus(alerts, events.metrics()))
 *         .register("database", () -> pool.ping() ? Health.ok() : Health.critical("no connection"));
 * if (!health.overallHealthStatus().isHealthy()) { … }
 * }</pre>
 *
 * <p>Checks are called one after the other on the thread that asks, and one that throws is failing. Since when an issue exists is remembered
 * from one asking to the next. Thread-safe.
 */
public final class HealthChecker {
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Map<String, ComponentChecker> components = new LinkedHashMap<>();

    /** A checker without components, on the clocks of the system. */
    public HealthChecker() {
        this(InstantSource.system(), System::nanoTime);
    }

    /**
     * A checker without components.
     *
     * @param clock dates reports and issues
     * @param nanoTime times checks, in nanoseconds from any origin
     */
    public HealthChecker(InstantSource clock, LongSupplier nanoTime) {
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /**
     * A checker of the three components of every node, by the rules of an alert manager.
     *
     * @param alerts whose rules judge
     * @param consensus of the replica
     * @param network of the node
     * @param storage of the node
     * @return a new checker, to which more may be added
     */
    public static HealthChecker of(
            AlertManager alerts, ConsensusMetrics consensus, NetworkMetrics network, StorageMetrics storage) {
        return new HealthChecker()
                .register(ComponentType.CONSENSUS.componentName(), HealthChecks.consensus(alerts, consensus))
                .register(ComponentType.NETWORK.componentName(), HealthChecks.network(alerts, network))
                .register(ComponentType.STORAGE.componentName(), HealthChecks.storage(alerts, storage));
    }

    /**
     * Adds a component, or gives one another check.
     *
     * @param component its name
     * @param check finds out how it is
     * @return this
     */
    public synchronized HealthChecker register(String component, HealthCheck check) {
        components.put(component, new ComponentChecker(component, check, clock, nanoTime));
        return this;
    }

    /**
     * Adds a component by what it says of itself.
     *
     * @param component brings its name and its check
     * @return this
     */
    public HealthChecker register(MonitoredComponent component) {
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
    public synchronized HealthReport detailedHealthReport() {
        List<ComponentHealth> all = new ArrayList<>();
        components.values().forEach(component -> all.add(component.check()));
        return HealthReport.of(clock.instant(), all);
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
    public synchronized Optional<ComponentHealth> componentHealth(String component) {
        return Optional.ofNullable(components.get(component)).map(ComponentChecker::check);
    }
}
