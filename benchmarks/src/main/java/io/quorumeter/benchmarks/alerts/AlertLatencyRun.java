package io.quorumeter.benchmarks.alerts;

import io.quorumeter.MetricsCollector;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.monitoring.alert.AlertManager;
import io.quorumeter.monitoring.alert.AlertRule;
import io.quorumeter.monitoring.system.SystemSampler;
import io.quorumeter.network.NetworkMetrics;
import io.quorumeter.network.Validators;
import io.quorumeter.storage.StorageMetrics;
import io.quorumeter.testkit.metrics.LoadTier;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures how long it takes from an event that cannot wait until a handler is called with its alert, in a process that leads 128 replicas
 * and watches everything there is.
 */
public final class AlertLatencyRun {
    private static final int WARM_UP = 100;
    private static final int EVENTS = 500;
    private static final long BAR = TimeUnit.MILLISECONDS.toNanos(50);

    private final MetricsCollector collector = Quorumeter.newCollector();
    private final int replicas = LoadTier.L3.replicas();
    private final HotStuff2Events events =
            HotStuff2Events.on(collector, Protocol.basic().replicas(replicas).ownIndex(0));
    private final NetworkMetrics network = new NetworkMetrics(collector, Validators.of(replicas, 0));
    private final StorageMetrics storage = new StorageMetrics(collector);
    private final BlockingQueue<Long> told = new LinkedBlockingQueue<>();

    private AlertLatencyRun() {}

    /** {@return a line} */
    public static List<String> measure() throws InterruptedException {
        return List.of(new AlertLatencyRun().run());
    }

    private String run() throws InterruptedException {
        Path here = Path.of(".");
        storage.observeVolume(here);
        try (AlertManager alerts = AlertManager.on(collector)
                        .watch(events.metrics())
                        .watch(network)
                        .watch(storage)
                        .watch(SystemSampler.of(here))
                        .handler("stop-watch", alert -> {
                            if (alert.name().equals(AlertRule.SAFETY_STATE_NOT_PERSISTED.alertName())) {
                                told.add(alert.isFiring() ? System.nanoTime() : 0);
                            }
                        })
                        .start();
                LeaderUnderLoad leader = new LeaderUnderLoad(collector, network, storage)) {
            SplittableRandom random = new SplittableRandom(1);
            long[] nanos = new long[EVENTS];
            for (int i = -WARM_UP; i < EVENTS; i++) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20 + random.nextInt(80)));
                long latency = once(alerts);
                if (i >= 0) {
                    nanos[i] = latency;
                }
            }
            String text = String.format(
                    Locale.ROOT,
                    "event to alert handler, 99th percentile, leader of %d at %,.0f votes a second",
                    replicas,
                    leader.votesPerSecond());
            return Latency.of(nanos).line(text, BAR);
        }
    }

    /** Has the rule broken, waits for its alert, and resolves it, so that the next event is news again. */
    private long once(AlertManager alerts) throws InterruptedException {
        long event = System.nanoTime();
        events.safetyStatePersistFailed();
        long at = told.take();
        alerts.activeAlerts().stream()
                .filter(alert -> alert.name().equals(AlertRule.SAFETY_STATE_NOT_PERSISTED.alertName()))
                .forEach(alert -> alerts.resolveAlert(alert.id()));
        if (told.take() != 0) {
            throw new IllegalStateException("the alert began twice");
        }
        return at - event;
    }
}
