package io.quorumeter.examples;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quorumeter.Bounds;
import io.quorumeter.Declaration;
import io.quorumeter.MetricsCollector;
import io.quorumeter.ValidatorSet;
import io.quorumeter.alerting.alert.AlertConfig;
import io.quorumeter.alerting.alert.AlertManager;
import io.quorumeter.alerting.alert.AlertRule;
import io.quorumeter.alerting.alert.DefaultRules;
import io.quorumeter.alerting.alert.RetryPolicy;
import io.quorumeter.alerting.health.CheckSettings;
import io.quorumeter.alerting.health.HealthChecker;
import io.quorumeter.alerting.health.HealthWatch;
import io.quorumeter.alerting.health.Probe;
import io.quorumeter.alerting.rule.Slo;
import io.quorumeter.consensus.ConsensusMetrics;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.ValidatorMetrics;
import io.quorumeter.consensus.ViewCause;
import io.quorumeter.core.MetricsConfig;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.core.delivery.Answer;
import io.quorumeter.exporters.PrometheusExporter;
import io.quorumeter.history.Head;
import io.quorumeter.history.HeadLimits;
import io.quorumeter.monitoring.preset.QudagMetrics;
import io.quorumeter.monitoring.scrape.ScrapeTarget;
import io.quorumeter.network.NetworkMetrics;
import io.quorumeter.promql.PromQl;
import io.quorumeter.promql.limit.Limits;
import io.quorumeter.promql.limit.QueryGate;
import io.quorumeter.promql.model.PromQlException;
import io.quorumeter.spi.DurationRange;
import io.quorumeter.testkit.metrics.ConsensusLoad;
import io.quorumeter.testkit.metrics.LoadTier;
import io.quorumeter.testkit.metrics.MetricsSimulation;
import io.quorumeter.testkit.metrics.MetricsTestFramework;
import io.quorumeter.testkit.metrics.TestMetricsCollector;
import io.quorumeter.testkit.metrics.VirtualClock;
import io.quorumeter.testkit.simulation.HotStuff2Simulation;
import io.quorumeter.testkit.simulation.Latency;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A duration is taken and can be used, or is refused where it is given, in words. */
class DurationArgumentsTest {
    private static final List<Duration> ODD = List.of(
            Duration.ofSeconds(Long.MAX_VALUE),
            Duration.ofSeconds(Long.MIN_VALUE),
            Duration.ofDays(200_000),
            Duration.ofNanos(Long.MAX_VALUE),
            DurationRange.LONGEST,
            DurationRange.LONGEST.plusNanos(1),
            Duration.ofNanos(-1),
            Duration.ZERO,
            Duration.ofNanos(1));

    /** What is called, and used where that takes no time. */
    private static final Map<String, Consumer<Duration>> CALLS = Map.ofEntries(
            entry("MetricsCollector.flush", time -> metrics().flush(time).join()),
            entry(
                    "NoopCollector.flush",
                    time -> MetricsCollector.noop().flush(time).join()),
            entry("GaugeBuilder.rateOf", time -> {
                MetricsCollector metrics = metrics();
                metrics.gauge("work_per_second")
                        .rateOf(metrics.counter("work_total").create(), time);
                metrics.snapshot();
            }),
            entry("GaugeBuilder.ratioOf", time -> {
                MetricsCollector metrics = metrics();
                metrics.gauge("busy_ratio")
                        .ratioOf(metrics.busyTime("busy_seconds_total").create(), time);
                metrics.snapshot();
            }),
            entry(
                    "Limits.withTimeout",
                    time -> promql(Limits.DEFAULT.withTimeout(time)).instant("1", Instant.EPOCH)),
            entry(
                    "PromQl.withLookback",
                    time -> promql(Limits.DEFAULT).withLookback(time).instant("up", Instant.EPOCH)),
            entry(
                    "PromQl.withSubqueryStep",
                    time -> promql(Limits.DEFAULT).withSubqueryStep(time).instant("up[1m:]", Instant.EPOCH)),
            entry("PromQl.range", time -> {
                try {
                    promql(Limits.DEFAULT).range("up", Instant.EPOCH, Instant.EPOCH.plusSeconds(60), time);
                } catch (PromQlException refused) {
                    throw new IllegalArgumentException(refused.getMessage(), refused);
                }
            }),
            entry(
                    "QueryGate.enter",
                    time -> new QueryGate(1, 1).enter(time, () -> false).close()),
            entry("Bounds.relativeTo", Bounds::relativeTo),
            entry(
                    "TestMetricsCollector.flush",
                    time -> TestMetricsCollector.create().flush(time).join()),
            entry("ValidatorMetrics.silent", time -> new ValidatorMetrics(metrics(), Protocol.basic()).silent(time)),
            entry("GaugeBuilder.errorRatioOf", time -> {
                MetricsCollector metrics = metrics();
                metrics.gauge("fault_ratio")
                        .errorRatioOf(metrics.timer("fetch_seconds").createOperation(), time);
                metrics.snapshot();
            }),
            entry("SummaryBuilder.window", time -> {
                MetricsCollector metrics = metrics();
                metrics.summary("wait_bytes").window(time).create().record(1);
                metrics.snapshot();
            }),
            entry(
                    "Declaration.window",
                    time -> Declaration.standard("wait_bytes", "")
                            .summary()
                            .window(time)
                            .on(metrics())),
            entry("Answer.retry", time -> Answer.retry("busy", time)),
            entry(
                    "Scenario.pause",
                    time -> MetricsTestFramework.Scenario.pause(time)
                            .run(TestMetricsCollector.create(), new VirtualClock())),
            entry(
                    "Scenario.repeated",
                    time -> MetricsTestFramework.Scenario.pause(Duration.ZERO)
                            .repeated(1, time)
                            .run(TestMetricsCollector.create(), new VirtualClock())),
            entry("Timer.record", time -> {
                MetricsCollector metrics = metrics();
                metrics.timer("wait_seconds").create().record(time);
                metrics.snapshot();
            }),
            entry("ConsensusMetrics.recordBlockCommitted", time -> consensus().recordBlockCommitted(1, 1, time)),
            entry(
                    "ConsensusMetrics.recordBlockProposalTime",
                    time -> consensus().recordBlockProposalTime(time)),
            entry(
                    "ConsensusMetrics.recordViewChangeDuration",
                    time -> consensus().recordViewChangeDuration(ViewCause.SYNC, time)),
            entry(
                    "Protocol.delta",
                    time -> new ConsensusMetrics(metrics(), Protocol.basic().delta(time))),
            entry("NetworkMetrics.delta", time -> {
                NetworkMetrics network =
                        new NetworkMetrics(metrics(), ValidatorSet.ofSize(4).ownIndex(0));
                network.delta(time);
                network.roundTripMeasured(5);
            }),
            entry("PrometheusExporter.timeLimit", time -> new PrometheusExporter(0, "x").timeLimit(time)),
            entry(
                    "QudagMetrics.recordChunkingTime",
                    time -> new QudagMetrics(metrics()).recordChunkingTime("n", 1, time)),
            entry(
                    "QudagMetrics.recordConnectionPoolMiss",
                    time -> new QudagMetrics(metrics()).recordConnectionPoolMiss("n", "p", time)),
            entry(
                    "QudagMetrics.recordTaskCompleted",
                    time -> new QudagMetrics(metrics()).recordTaskCompleted("s", "t", "ok", time)),
            entry("Slo.latency", time -> Slo.latency("a", "b_seconds", time, 0.99, Duration.ofDays(30))),
            entry("Slo.leftOut", time -> objective().leftOut(time)),
            entry("Slo.rules", time -> objective().rules(time)),
            entry("CheckSettings.every", CheckSettings.STANDARD::every),
            entry("CheckSettings.within", CheckSettings.STANDARD::within),
            entry("Probe.dns", time -> Probe.dns("localhost", time)),
            entry("Probe.http", time -> Probe.http(URI.create("http://127.0.0.1:1/"), time)),
            entry("Probe.tcp", time -> Probe.tcp("127.0.0.1", 1, time)),
            entry("HealthChecker.limit", time -> new HealthChecker().limit(time).overallHealthStatus()),
            entry("HealthWatch.start", time -> {
                try (HealthWatch watch = new HealthWatch(new HealthChecker())) {
                    watch.start(time);
                }
            }),
            entry("DefaultRules.text", time -> DefaultRules.text(AlertConfig.defaults(), time)),
            entry("ScrapeTarget.of", time -> ScrapeTarget.of("127.0.0.1:1", time)),
            entry("AlertRule.lasting", time -> AlertRule.named("x").lasting(time)),
            entry("AlertRule.keepFiring", time -> AlertRule.named("x").keepFiring(time)),
            entry("AlertManager.join", time -> {
                try (AlertManager alerts =
                        AlertManager.on(MetricsCollector.noop()).start()) {
                    alerts.join(new Head(HeadLimits.DEFAULT), time, "");
                }
            }),
            entry("RetryPolicy", time -> new RetryPolicy(1, time, time)),
            entry(
                    "MetricsConfig.withCollectionInterval",
                    time -> MetricsConfig.defaults().withCollectionInterval(time)),
            entry(
                    "MetricsConfig.withStaleAfter",
                    time -> MetricsConfig.defaults().withStaleAfter(time)),
            entry(
                    "MetricsConfig.withCallbackLimit",
                    time -> MetricsConfig.defaults().withCallbackLimit(time)),
            entry(
                    "Builder.interval",
                    time -> Quorumeter.collector().interval(time).create()),
            entry(
                    "Builder.staleAfter",
                    time -> Quorumeter.collector().staleAfter(time).create()),
            entry(
                    "Builder.callbackLimit",
                    time -> Quorumeter.collector().callbackLimit(time).create()),
            entry("VirtualClock.schedule", time -> new VirtualClock().schedule(time, () -> {})),
            entry("VirtualClock.every", time -> new VirtualClock().every(time, () -> true)),
            entry("VirtualClock.advance", time -> new VirtualClock().advance(time)),
            entry("VirtualClock.step", time -> {
                VirtualClock clock = new VirtualClock();
                clock.step(time);
                clock.instant();
            }),
            entry("Latency.fixed", Latency::fixed),
            entry("Latency.uniform", time -> Latency.uniform(Duration.ZERO, time)),
            entry("Latency.lognormal", time -> Latency.lognormal(time, 0.5)),
            entry("Latency.jitter", time -> Latency.fixed(Duration.ZERO).jitter(time)),
            entry("HotStuff2Simulation.delta", time -> simulation().delta(time)),
            entry("HotStuff2Simulation.crashes", time -> simulation().crashes(1, time)),
            entry("HotStuff2Simulation.crash", time -> simulation().crash(1, time)),
            entry("HotStuff2Simulation.restart", time -> simulation().restart(1, time)),
            entry("NetworkConditions.calmAfter", time -> simulation().calmAfter(time)),
            entry("NetworkConditions.reordering", time -> simulation().reordering(0.1, time)),
            entry("NetworkConditions.partition", time -> simulation().partition(Duration.ZERO, time, 1)),
            entry("NetworkConditions.isolations", time -> simulation().isolations(1, time)),
            entry("NetworkConditions.clockOffset", time -> simulation().clockOffset(1, time)));

    private static PromQl promql(Limits limits) {
        return PromQl.over((matchers, from, to) -> List.of()).withLimits(limits);
    }

    private static MetricsCollector metrics() {
        return Quorumeter.newCollector();
    }

    private static ConsensusMetrics consensus() {
        return new ConsensusMetrics(metrics(), Protocol.basic());
    }

    private static HotStuff2Simulation simulation() {
        return HotStuff2Simulation.basic(4);
    }

    static Set<String> calls() {
        return new TreeSet<>(CALLS.keySet());
    }

    @ParameterizedTest
    @MethodSource("calls")
    void oddDuration_isTakenAndUsed_orRefusedInWords(String call) {
        for (Duration time : ODD) {
            try {
                Objects.requireNonNull(CALLS.get(call)).accept(time);
            } catch (RuntimeException refused) {
                assertThat(refused)
                        .as("%s(%s)", call, time)
                        .isInstanceOf(IllegalArgumentException.class)
                        .message()
                        .containsAnyOf(time.toString(), "time", "duration", "positive", "shorter", "longer");
            }
        }
    }

    /** What runs for so long, so that only what is refused is tried. */
    private static final Map<String, Consumer<Duration>> RUNS = Map.of(
            "ConsensusLoad.run", time -> ConsensusLoad.of(LoadTier.L1).run(metrics(), time),
            "MetricsSimulation.simulateConsensusLoad", time -> MetricsSimulation.simulateConsensusLoad(metrics(), time),
            "MetricsTestFramework.testHighThroughputMetrics",
                    time -> MetricsTestFramework.create().testHighThroughputMetrics(10, time),
            "SimulatedNetwork.runFor", time -> simulation().start().runFor(time),
            "SimulatedNetwork.runUntil", time -> simulation().start().runUntil(() -> false, time));

    static Set<String> runs() {
        return new TreeSet<>(RUNS.keySet());
    }

    @ParameterizedTest
    @MethodSource("runs")
    void run_ofAnImpossibleTime_isRefusedInWords(String run) {
        for (Duration time : ODD) {
            if (time.isNegative() || time.compareTo(DurationRange.LONGEST) > 0) {
                assertThatThrownBy(() -> Objects.requireNonNull(RUNS.get(run)).accept(time))
                        .as("%s(%s)", run, time)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining(time.toString());
            }
        }
    }

    private static Slo objective() {
        return new Slo("a", "good_total", "all_total", 0.99, Duration.ofDays(30));
    }

    /** What hands a checked duration on, is called by the engine alone, is the check itself, or is tried where it is implemented. */
    private static final Set<String> HANDED_ON = Set.of(
            "Alerting.start",
            "Delivery.flush",
            "DurationRange.positive",
            "DurationRange.notNegative",
            "DurationRange.notTooLong",
            "HealthText.write",
            "InstrumentProvider.rate",
            "InstrumentProvider.ratio",
            "InstrumentProvider.window",
            "Sampler.withWindow",
            "Ticker.start");

    @Test
    void everyMethodThatTakesADuration_isTried() {
        Set<String> found = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.quorumeter").stream()
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .filter(type -> !type.getPackageName().startsWith("io.quorumeter.examples")
                                && !type.getPackageName().startsWith("io.quorumeter.benchmarks"))
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC)
                                && method.getRawParameterTypes().stream()
                                        .anyMatch(argument -> argument.isEquivalentTo(Duration.class)))
                        .map(method -> name(method.getOwner()) + "." + method.getName())
                        .collect(Collectors.toCollection(TreeSet::new));
        found.removeAll(CALLS.keySet());
        found.removeAll(RUNS.keySet());
        found.removeAll(HANDED_ON);
        assertThat(found).isEmpty();
    }

    private static String name(JavaClass type) {
        return type.getSimpleName();
    }
}
