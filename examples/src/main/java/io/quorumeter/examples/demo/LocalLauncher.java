package io.quorumeter.examples.demo;

import io.quorumeter.alerting.alert.AlertConfig;
import io.quorumeter.alerting.alert.AlertText;
import io.quorumeter.examples.node.NodeConfig;
import io.quorumeter.examples.node.StoreFactory;
import io.quorumeter.examples.node.store.StoreException;
import io.quorumeter.monitoring.system.SystemMetrics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs replicas in this JVM, which share nothing in it. */
final class LocalLauncher implements ReplicaLauncher {

    private final DemoOptions options;
    private final DataFolder folder;
    private final StoreFactory stores;
    private final AlertConfig thresholds;
    private final AlertListener alerts;
    private final @Nullable SystemMetrics system;

    LocalLauncher(
            DemoOptions options,
            DataFolder folder,
            StoreFactory stores,
            AlertConfig thresholds,
            AlertListener alerts,
            @Nullable SystemMetrics system) {
        this.system = system;
        this.thresholds = thresholds;
        this.alerts = alerts;
        this.options = options;
        this.folder = folder;
        this.stores = stores;
    }

    @Override
    public List<ReplicaHandle> launchAll() throws BadInputException, StoreException {
        List<ReplicaHandle> launched = new ArrayList<>();
        try {
            for (int i = 0; i < options.replicas(); i++) {
                launched.add(launch(i, options.metricsPort(i)));
            }
            return launched;
        } catch (BadInputException | StoreException | RuntimeException e) {
            launched.forEach(ReplicaHandle::close);
            throw e;
        }
    }

    @Override
    public ReplicaHandle launch(int replica, int metricsPort) throws BadInputException, StoreException {
        NodeConfig config = config(options, folder, replica, metricsPort)
                .stores(stores)
                .measured(options.metrics())
                .behaviour(options.byzantine().behaviour(replica))
                .alerts(thresholds, alert -> alerts.alert(replica, AlertText.line(alert)));
        try {
            return new LocalReplica(config, system);
        } catch (IOException e) {
            throw portTaken(options, metricsPort, String.valueOf(e.getMessage()));
        }
    }

    private static NodeConfig config(DemoOptions options, DataFolder folder, int replica, int metricsPort)
            throws BadInputException {
        return NodeConfig.of(
                folder.identity(replica),
                options.delta(),
                options.batch(),
                options.transactionBytes(),
                folder.store(replica),
                metricsPort);
    }

    static BadInputException portTaken(DemoOptions options, int metricsPort, String cause) {
        return new BadInputException("--port " + options.port() + ": "
                + (metricsPort == 0 ? "no free port is to be had" : "port " + metricsPort + " is in use")
                + "; choose another, or 0 for any free ones (" + cause + ")");
    }
}
