package io.quorumeter.alerting.alert;

import io.quorumeter.MetricsCollector;
import io.quorumeter.ValidatorSet;
import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.CommitPath;
import io.quorumeter.consensus.CommittedBlock;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.UnixClock;
import io.quorumeter.consensus.Verification;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.network.ConnectionDirection;
import io.quorumeter.network.NetworkMetrics;
import io.quorumeter.storage.StorageMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A node of four validators that is watched, in virtual time. */
final class AlertFixture {
    final ManualLoops loops = new ManualLoops();
    final MetricsCollector collector;
    final HotStuff2Events events;
    final NetworkMetrics network;
    final StorageMetrics storage;
    final List<Alert> told = new ArrayList<>();

    /** All that handlers were notified of. */
    final List<Alert> all = new ArrayList<>();

    /** What a node finds in which no view is entered and nobody votes, as most of these tests leave it; each has tests of its own. */
    private static final Set<String> AMBIENT = Set.of(
            "HotStuff2ValidatorSilent",
            "HotStuff2ViewStuck",
            "HotStuff2NetworkHalted",
            "HotStuff2QuorumMarginThin",
            "HotStuff2QuorumMarginCritical",
            "HotStuff2QuorumUnreachable",
            "HotStuff2ValidatorNotVoting",
            "HotStuff2MostViewsTimeOut");

    AlertFixture() {
        this(settings -> settings);
    }

    /** With a collector of other settings. */
    AlertFixture(UnaryOperator<Quorumeter.Builder> settings) {
        collector = settings.apply(Quorumeter.collector())
                .clock(loops.clock())
                .nanoTime(loops::nanoTime)
                .ticker((period, tick) -> {})
                .create();
        events = HotStuff2Events.on(
                collector, Protocol.basic().replicas(4).ownIndex(0), UnixClock.of(loops.clock(), loops::nanoTime));
        network = new NetworkMetrics(collector, ValidatorSet.ofSize(4).ownIndex(0));
        network.suspectPartitionWhile(events.metrics()::isStuckInView);
        storage = new StorageMetrics(collector);
    }

    AlertManagerBuilder builder() {
        return AlertManager.on(collector).loops(loops).handler("test", alert -> {
            all.add(alert);
            if (!AMBIENT.contains(alert.name())) {
                told.add(alert);
            }
        });
    }

    AlertManager start(AlertConfig config) {
        AlertManager manager = builder().config(config).start();
        loops.run();
        return manager;
    }

    /** One on which nothing alerts by itself. */
    static AlertConfig quiet() {
        return AlertConfig.defaults()
                .with(AlertSetting.MAX_BLOCK_TIME, Duration.ofDays(1))
                .with(AlertSetting.MIN_TRANSACTION_THROUGHPUT, 0)
                .with(AlertSetting.WARM_UP, Duration.ofDays(1));
    }

    /** Quiet consensus, and a network that is judged from the start. */
    static AlertConfig warm() {
        return quiet().with(AlertSetting.WARM_UP, Duration.ZERO);
    }

    /** Connects it to as many others as a quorum needs. */
    void connect() {
        network.connected(1, ConnectionDirection.INBOUND);
        network.connected(2, ConnectionDirection.OUTBOUND);
    }

    /** Validators vote for two blocks in one view. */
    void doubleVote(long view, int... validators) {
        for (int validator : validators) {
            for (int block = 1; block <= 2; block++) {
                BlockId id = new BlockId(view, block, 0, 0);
                events.voteReceived(
                        view, VotePhase.VOTE, validator, id, view - 1, Verification.VERIFIED, 0, loops.nanoTime());
            }
        }
        collector.flush().join();
    }

    /** A block is committed now. */
    void commit(long height) {
        commit(height, loops.nanoTime());
    }

    void commit(long height, long nanos) {
        commit(height, CommitPath.LIVE, nanos);
    }

    void commit(long height, CommitPath path, long nanos) {
        BlockId block = new BlockId(height, 1, 0, 0);
        BlockId parent = height == 1 ? BlockId.NONE : new BlockId(height - 1, 1, 0, 0);
        events.blockCommitted(CommittedBlock.byDoubleCertificate(height, block, parent, height)
                .path(path)
                .transactions(10)
                .bytes(100)
                .at(nanos));
    }

    void seconds(int seconds) {
        loops.advance(Duration.ofSeconds(seconds));
    }

    List<String> names() {
        return told.stream()
                .map(alert -> (alert.isFiring() ? "" : "-") + alert.name())
                .toList();
    }

    double notifications(String handler, String result) {
        return collector
                .snapshot()
                .value("quorumeter_alert_notifications_total", "handler", handler, "result", result)
                .orElseThrow();
    }

    double failures() {
        return collector
                .snapshot()
                .value("quorumeter_rule_evaluation_failures_total")
                .orElseThrow();
    }

    double active(String severity) {
        return collector
                .snapshot()
                .value("quorumeter_alerts_active", "severity", severity)
                .orElseThrow();
    }
}
