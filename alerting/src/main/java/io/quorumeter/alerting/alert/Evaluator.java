package io.quorumeter.alerting.alert;

import io.quorumeter.Declaration;
import io.quorumeter.MetricsCollector;
import io.quorumeter.consensus.ConsensusMetrics;
import io.quorumeter.consensus.ValidatorMetrics;
import io.quorumeter.network.NetworkMetrics;
import io.quorumeter.snapshot.MetricsSnapshot;
import io.quorumeter.spi.GuardedThread;
import io.quorumeter.storage.StorageMetrics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the rules of all that is watched. A part that fails is counted, and keeps what it found last: it harms no other. The machine
 * is sampled apart from the evaluation, so a volume that hangs holds nothing up. Thread-safe.
 */
final class Evaluator {
    static final Comparator<Alert> WORST_FIRST =
            Comparator.comparing(Alert::severity).reversed().thenComparing(Alert::name);

    private final MetricsCollector collector;
    private final AlertConfig config;
    private final LongSupplier nanoTime;
    private final AlertMetrics metrics;
    private final Notifier notifier;
    private final Accusations accusations;
    private final List<Watch> watches;
    private final SystemReadings.@Nullable Sampler system;
    private final RuleState rules;
    private final IdentityHashMap<Watch, List<Alert>> latest = new IdentityHashMap<>();
    private volatile List<Alert> latestOfSystem = List.of();
    private Instant lastSnapshot = Instant.MIN;
    private volatile long lastEvaluation;

    Evaluator(AlertManagerBuilder settings, AlertMetrics metrics, Notifier notifier, Accusations accusations) {
        collector = settings.collector;
        config = settings.config;
        nanoTime = settings.nanoTime;
        this.metrics = metrics;
        this.notifier = notifier;
        this.accusations = accusations;
        system = settings.system == null ? null : settings.system.withWindow(config.duration(AlertSetting.RATE_WINDOW));
        rules = new RuleState(notifier, config.duration(AlertSetting.RESOLVE_AFTER));
        BooleanSupplier stuck = stuckInView(settings.watched);
        WarmUp warmUp = new WarmUp(config, nanoTime.getAsLong());
        watches = settings.watched.stream()
                .map(watched -> watch(watched, stuck, warmUp))
                .toList();
        lastEvaluation = nanoTime.getAsLong() - AlertManager.LEAST_APART;
    }

    private static BooleanSupplier stuckInView(List<Object> watched) {
        List<ConsensusMetrics> replicas = watched.stream()
                .filter(ConsensusMetrics.class::isInstance)
                .map(ConsensusMetrics.class::cast)
                .toList();
        return () -> replicas.stream().anyMatch(ConsensusMetrics::isStuckInView);
    }

    private Watch watch(Object watched, BooleanSupplier stuck, WarmUp warmUp) {
        long now = nanoTime.getAsLong();
        if (watched instanceof ConsensusMetrics consensus) {
            return new ConsensusWatch(consensus, config, accusations, warmUp, now);
        } else if (watched instanceof NetworkMetrics network) {
            return new NetworkWatch(network, config, stuck, warmUp, now);
        } else if (watched instanceof ValidatorMetrics validators) {
            return new ValidatorWatch(validators, warmUp);
        }
        return new StorageWatch((StorageMetrics) watched, config, now);
    }

    boolean samplesTheSystem() {
        return system != null;
    }

    /** Looks at the machine; the next evaluation tells of it. */
    void sampleSystem() {
        SystemReadings.Sampler sampler = system;
        if (sampler != null) {
            Instant now = collector.provider().clock().instant(); // as of all other alerts
            Throwable failed =
                    GuardedThread.call(() -> latestOfSystem = SystemRules.evaluate(sampler.sample(), config).stream()
                            .map(alert -> alert.withFiredAt(now))
                            .toList());
            if (failed != null) {
                metrics.failed(AlertSource.SYSTEM, failed);
            }
        }
    }

    /** Evaluates all rules over one snapshot. */
    synchronized void evaluate() {
        long begin = nanoTime.getAsLong();
        Throwable failed = GuardedThread.call(() -> {
            Set<AlertRule> unexplained = accusations.unexplained();
            List<Alert> broken = collector.read(snapshot -> evaluate(snapshot, begin));
            notifier.together(() -> rules.update(broken, unexplained, begin));
        });
        if (failed != null) {
            metrics.failed(AlertSource.SNAPSHOT, failed);
        }
        lastEvaluation = nanoTime.getAsLong();
        metrics.evaluation.record(lastEvaluation - begin);
    }

    private List<Alert> evaluate(MetricsSnapshot snapshot, long nanos) {
        lastSnapshot = snapshot.time();
        List<Alert> broken = new ArrayList<>();
        for (Watch watch : watches) {
            Throwable failed = GuardedThread.call(() -> {
                latest.put(watch, watch.evaluate(snapshot, nanos));
                watch.remember(snapshot, nanos);
            });
            if (failed != null) {
                metrics.failed(watch.source, failed);
            }
            broken.addAll(latest.getOrDefault(watch, List.of()));
        }
        broken.addAll(latestOfSystem);
        broken.sort(WORST_FIRST);
        return broken;
    }

    /** When the last evaluation ended. */
    long lastEvaluation() {
        return lastEvaluation;
    }

    boolean isWatching(Object part) {
        return watches.stream().anyMatch(one -> one.watched == part);
    }

    /**
     * The rules of one part that are broken in a snapshot. One that waited while another was evaluated is older than what the windows
     * remember, so the answer is what was found then.
     *
     * @throws IllegalArgumentException when the part is not watched
     */
    synchronized List<Alert> check(Object part, MetricsSnapshot snapshot) {
        Watch watch = watches.stream()
                .filter(one -> one.watched == part)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("these " + part.getClass().getSimpleName()
                                + " are not watched by this alert manager, so it does not know what they were before; say "
                                + "watch(…) when it is put together"));
        boolean isOlder = snapshot.time().isBefore(lastSnapshot);
        return isOlder ? latest.getOrDefault(watch, List.of()) : watch.evaluate(snapshot, nanoTime.getAsLong());
    }

    /** Of broken rules those that nobody has resolved by hand. */
    synchronized List<Alert> unresolved(List<Alert> broken) {
        return broken.stream().filter(alert -> !rules.isMuted(alert)).toList();
    }

    synchronized Resolution resolve(String id) {
        Resolution resolution = notifier.resolve(id);
        if (resolution == Resolution.RESOLVED) {
            rules.mute(id);
        }
        return resolution;
    }

    /** The rules that can never fire, since the collector does not keep what they read. */
    Set<AlertRule> blindRules() {
        Set<AlertRule> blind = EnumSet.noneOf(AlertRule.class);
        for (Watch watch : watches) {
            watch.source.rules().stream()
                    .filter(rule -> !missing(rule, watch.collector).isEmpty())
                    .forEach(blind::add);
        }
        return blind;
    }

    private static List<Declaration<?>> missing(AlertRule rule, MetricsCollector collector) {
        return rule.reads().stream()
                .filter(row -> !collector.provider().isKept(row.name()))
                .toList();
    }

    /** Says which rules are blind, if any, or that there are none; on a collector that keeps nothing that goes without saying. */
    void warnOfBlindRules() {
        if (!collector.isEnabled()) {
            return;
        }
        if (watches.isEmpty() && system == null) {
            warn(
                    "no built-in rule of this alert manager can fire, since it watches nothing; say watch(…) before start(), as in "
                            + "AlertManager.on(metrics).watch(events.metrics())");
        }
        List<String> blind = new ArrayList<>();
        for (Watch watch : watches) {
            for (AlertRule rule : watch.source.rules()) {
                missing(rule, watch.collector).stream()
                        .map(row -> rule.alertName() + " (" + row.name() + ")")
                        .forEach(blind::add);
            }
        }
        if (!blind.isEmpty()) {
            warn("these alerts cannot fire, since the collector does not keep what their rules read: "
                    + blind.stream().distinct().collect(Collectors.joining(", ")));
        }
    }

    private static void warn(String text) {
        GuardedThread.log(System.Logger.Level.WARNING, text, null);
    }
}
