package io.quorumeter.benchmarks.alerts;

import io.quorumeter.Labels;
import io.quorumeter.MetricsCollector;
import io.quorumeter.ValidatorSet;
import io.quorumeter.alerting.alert.AlertConfig;
import io.quorumeter.alerting.alert.AlertManager;
import io.quorumeter.alerting.alert.AlertSetting;
import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.Verification;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.network.ConnectionDirection;
import io.quorumeter.network.NetworkMetrics;
import io.quorumeter.storage.StorageMetrics;
import io.quorumeter.testkit.metrics.LoadTier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures how long it takes from an event that cannot wait until a handler is called with its alert, in a process that leads 128 replicas
 * and watches everything there is. The four kinds of such events come in turn.
 */
public final class AlertLatencyRun {
    private static final int WARM_UP = 30;
    private static final int EVENTS = 250;
    private static final long BAR = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int ACCUSED = 1;

    /** An event that cannot wait. */
    private enum Kind {
        SAFETY("broken invariant", "HotStuff2OwnKeyMisuse", Labels.of()),
        BYZANTINE("Byzantine act", "HotStuff2ByzantineEvidence", Labels.of("type", "double_vote")),
        PARTITION("partition", "HotStuff2PartitionSuspected", Labels.of()),
        PERSISTENCE("failed write of the safety state", "HotStuff2SafetyStateNotPersisted", Labels.of());

        private final String text;
        private final String alert;

        @SuppressWarnings("ImmutableEnumChecker") // labels do not change
        private final Labels labels;

        Kind(String text, String alert, Labels labels) {
            this.text = text;
            this.alert = alert;
            this.labels = labels;
        }
    }

    /** What the handler was called with. */
    private record Told(String name, Labels labels, boolean firing, long nanos) {
        boolean isOf(Kind kind) {
            return name.equals(kind.alert) && labels.equals(kind.labels);
        }
    }

    private final MetricsCollector collector = Quorumeter.newCollector();
    private final int replicas = LoadTier.L3.replicas();
    private final HotStuff2Events events =
            HotStuff2Events.on(collector, Protocol.basic().replicas(replicas).ownIndex(0));
    private final NetworkMetrics network =
            new NetworkMetrics(collector, ValidatorSet.ofSize(replicas).ownIndex(0));
    private final StorageMetrics storage = new StorageMetrics(collector);
    private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();
    private long view;

    private AlertLatencyRun() {}

    /** {@return a line for each kind of event} */
    public static List<String> measure() throws InterruptedException {
        return new AlertLatencyRun().run();
    }

    private List<String> run() throws InterruptedException {
        Path here = Path.of(".");
        storage.observeVolume(here);
        for (int peer = 1; peer < replicas; peer++) {
            network.connected(peer, ConnectionDirection.INBOUND);
        }
        try (AlertManager alerts = AlertManager.on(collector)
                        .config(AlertConfig.defaults().with(AlertSetting.RESOLVE_AFTER, Duration.ofSeconds(1)))
                        .handler(
                                "stop-watch",
                                alert -> told.add(
                                        new Told(alert.name(), alert.labels(), alert.isFiring(), System.nanoTime())))
                        .start();
                LeaderUnderLoad leader = new LeaderUnderLoad(collector, network, storage)) {
            SplittableRandom random = new SplittableRandom(1);
            long[][] nanos = new long[Kind.values().length][EVENTS];
            for (int i = -WARM_UP; i < EVENTS; i++) {
                for (Kind kind : Kind.values()) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20 + random.nextInt(60)));
                    long latency = once(kind, alerts);
                    if (i >= 0) {
                        nanos[kind.ordinal()][i] = latency;
                    }
                }
            }
            List<String> lines = new ArrayList<>();
            for (Kind kind : Kind.values()) {
                String text = String.format(
                        Locale.ROOT,
                        "%s to alert handler, 99th percentile, leader of %d at %,.0f votes a second",
                        kind.text,
                        replicas,
                        leader.votesPerSecond());
                lines.add(Latency.of(nanos[kind.ordinal()]).line(text, BAR));
            }
            return lines;
        }
    }

    /** Has the rule broken, waits for its alert, and for its end, so that the next event is news again. */
    private long once(Kind kind, AlertManager alerts) throws InterruptedException {
        view++;
        long event = System.nanoTime();
        tell(kind);
        long at = await(kind, true);
        if (kind == Kind.PARTITION) {
            network.partitionOver();
        } else {
            alerts.activeAlerts().stream()
                    .filter(alert -> alert.name().equals(kind.alert))
                    .forEach(alert -> alerts.resolveAlert(alert.id()));
        }
        await(kind, false);
        return at - event;
    }

    private void tell(Kind kind) {
        switch (kind) {
            case SAFETY -> {
                for (int block = 1; block <= 2; block++) {
                    events.voteSent(view, VotePhase.VOTE, new BlockId(view, block, 0, 0), view - 1, now());
                }
            }
            case BYZANTINE -> {
                for (int block = 1; block <= 2; block++) {
                    BlockId id = new BlockId(view, block, 0, 0);
                    events.voteReceived(view, VotePhase.VOTE, ACCUSED, id, view - 1, Verification.VERIFIED, 0, now());
                }
            }
            case PARTITION -> network.partitionFound(1);
            case PERSISTENCE -> events.safetyStatePersistFailed();
        }
    }

    private long now() {
        return collector.provider().nanoTime();
    }

    /** When the handler was told; other alerts, such as those that the load gives, do not matter. */
    private long await(Kind kind, boolean firing) throws InterruptedException {
        for (Told next = told.take(); ; next = told.take()) {
            if (next.isOf(kind)) {
                if (next.firing != firing) {
                    throw new IllegalStateException(kind.text + ": the alert began or ended twice");
                }
                return next.nanos;
            }
        }
    }
}
