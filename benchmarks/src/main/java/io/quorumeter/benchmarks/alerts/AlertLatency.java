package io.quorumeter.benchmarks.alerts;

import io.quorumeter.Labels;
import io.quorumeter.alerting.alert.AlertConfig;
import io.quorumeter.alerting.alert.AlertRule;
import io.quorumeter.alerting.alert.AlertSetting;
import io.quorumeter.alerting.alert.Severity;
import io.quorumeter.benchmarks.report.Answer;
import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.Verification;
import io.quorumeter.consensus.VotePhase;
import java.io.IOException;
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
 * Measures how long it takes from an event that cannot wait, and from a value that crosses a threshold, until a handler is called with the
 * alert, in a process that leads 128 replicas and watches everything there is. The four kinds of such events come in turn.
 */
final class AlertLatency {
    private static final int WARM_UP = 20;
    private static final int EVENTS = 100;
    private static final int CROSSINGS = 25;
    private static final String CROSSED = "BenchmarkCrossed";
    private static final Duration BAR = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final Duration TICK = Duration.ofMillis(1_500);
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
        boolean isOf(String other, Labels with) {
            return name.equals(other) && labels.equals(with);
        }
    }

    private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();
    private long view;

    private final WatchedNode node;

    private AlertLatency() throws IOException {
        node = new WatchedNode(settings -> settings.config(
                        AlertConfig.defaults().with(AlertSetting.RESOLVE_AFTER, Duration.ofSeconds(1)))
                .handler(
                        "stop-watch",
                        alert ->
                                told.add(new Told(alert.name(), alert.labels(), alert.isFiring(), System.nanoTime()))));
    }

    /** {@return a line for each kind of event, and one for thresholds} */
    static List<Answer> measure() throws IOException, InterruptedException {
        AlertLatency run = new AlertLatency();
        try (WatchedNode node = run.node;
                LeaderUnderLoad leader = new LeaderUnderLoad(node.collector(), node.network(), node.storage())) {
            return run.measure(leader);
        }
    }

    private List<Answer> measure(LeaderUnderLoad leader) throws InterruptedException {
        SplittableRandom random = new SplittableRandom(1);
        long[][] nanos = new long[Kind.values().length][EVENTS];
        for (int i = -WARM_UP; i < EVENTS; i++) {
            for (Kind kind : Kind.values()) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20 + random.nextInt(60)));
                long latency = once(kind);
                if (i >= 0) {
                    nanos[kind.ordinal()][i] = latency;
                }
            }
        }
        List<Answer> answers = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            String text = String.format(
                    Locale.ROOT,
                    "%s to alert handler, leader of %d at %,.0f votes a second, %,d series, 99th percentile",
                    kind.text,
                    WatchedNode.REPLICAS,
                    leader.votesPerSecond(),
                    node.series());
            answers.add(Latency.of(nanos[kind.ordinal()]).answer(text, BAR, LONGEST));
        }
        answers.add(crossings(random).answer("threshold crossed to alert handler, 99th percentile", TICK, TICK));
        return answers;
    }

    /** Has a value cross its threshold at moments that have nothing to do with the ticks. */
    private Latency crossings(SplittableRandom random) throws InterruptedException {
        node.alerts()
                .addRule(AlertRule.named(CROSSED)
                        .when("benchmark_level > 0")
                        .keepFiring(Duration.ZERO)
                        .severity(Severity.WARNING));
        long[] nanos = new long[CROSSINGS];
        for (int i = 0; i < CROSSINGS; i++) {
            Thread.sleep(random.nextInt(1_000));
            long crossed = System.nanoTime();
            node.level().set(1L);
            nanos[i] = await(CROSSED, Labels.of(), true) - crossed;
            node.level().set(0L);
            await(CROSSED, Labels.of(), false);
        }
        return Latency.of(nanos);
    }

    /** Has the rule broken, waits for its alert, and for its end, so that the next event is news again. */
    private long once(Kind kind) throws InterruptedException {
        view++;
        long event = System.nanoTime();
        tell(kind);
        long at = await(kind.alert, kind.labels, true);
        if (kind == Kind.PARTITION) {
            node.network().partitionOver();
        } else {
            node.alerts().activeAlerts().stream()
                    .filter(alert -> alert.name().equals(kind.alert))
                    .forEach(alert -> node.alerts().resolveAlert(alert.id()));
        }
        await(kind.alert, kind.labels, false);
        return at - event;
    }

    private void tell(Kind kind) {
        switch (kind) {
            case SAFETY -> {
                for (int block = 1; block <= 2; block++) {
                    node.events().voteSent(view, VotePhase.VOTE, new BlockId(view, block, 0, 0), view - 1, now());
                }
            }
            case BYZANTINE -> {
                for (int block = 1; block <= 2; block++) {
                    BlockId id = new BlockId(view, block, 0, 0);
                    node.events()
                            .voteReceived(view, VotePhase.VOTE, ACCUSED, id, view - 1, Verification.VERIFIED, 0, now());
                }
            }
            case PARTITION -> node.network().partitionFound(1);
            case PERSISTENCE -> node.events().safetyStatePersistFailed();
        }
    }

    private long now() {
        return node.collector().provider().nanoTime();
    }

    /** When the handler was told; other alerts, such as those that the load gives, do not matter. */
    private long await(String name, Labels labels, boolean firing) throws InterruptedException {
        for (Told next = told.take(); ; next = told.take()) {
            if (next.isOf(name, labels)) {
                if (next.firing != firing) {
                    throw new IllegalStateException(name + " began or ended twice");
                }
                return next.nanos;
            }
        }
    }
}
