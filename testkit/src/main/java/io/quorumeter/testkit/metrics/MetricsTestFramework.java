package io.quorumeter.testkit.metrics;

import io.quorumeter.Histogram;
import io.quorumeter.MetricsCollector;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.export.MetricsExporter;
import io.quorumeter.snapshot.FamilySnapshot;
import io.quorumeter.snapshot.MetricsSnapshot;
import io.quorumeter.spi.DurationRange;
import io.quorumeter.testkit.simulation.HotStuff2Simulation;
import io.quorumeter.testkit.simulation.SimulatedNetwork;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Ready-made tests of a metrics set-up, to be run against one's own scenarios: that nothing is lost at a high rate, that a large network
 * stays within its limits, that distributions are accurate, that an exporter shows what moved, and what collecting costs.
 *
 * <pre>{@code
 * MetricsTestFramework tests = MetricsTestFramework.create();
 * Scenario view = (metrics, clock) -> replica.enter(replica.view() + 1);
 * tests.run(view.repeated(5, Duration.ofMillis(200))
 *         .then(Scenario.pause(Duration.ofSeconds(1)))
 *         .then(Scenario.expect(ExpectedMetric.of("hotstuff2_consensus_local_timeouts_total").equalTo(1))));
 * assertThat(tests.testHighThroughputMetrics(100_000, Duration.ofSeconds(1)).lost()).isZero();
 * }</pre>
 *
 * <p>Needs neither JUnit nor AssertJ. Not thread-safe.
 */
public final class MetricsTestFramework {
    private final TestMetricsCollector collector = TestMetricsCollector.create();

    private MetricsTestFramework() {}

    /**
     * A framework with a collector of its own.
     *
     * @return a new one
     */
    public static MetricsTestFramework create() {
        return new MetricsTestFramework();
    }

    /** Something that happens to a collector. */
    @FunctionalInterface
    public interface Scenario {
        /**
         * Lets it happen.
         *
         * @param metrics what is recorded to
         * @param clock its time
         */
        void run(TestMetricsCollector metrics, VirtualClock clock);

        /**
         * Adds what happens after this.
         *
         * @param next the other scenario
         * @return both, one after the other
         */
        default Scenario then(Scenario next) {
            return (metrics, clock) -> {
                run(metrics, clock);
                next.run(metrics, clock);
            };
        }

        /**
         * Lets this happen again and again.
         *
         * @param times how often in all, 0 or more
         * @param every how much time passes after each, zero or more
         * @return the repetitions
         */
        default Scenario repeated(int times, Duration every) {
            DurationRange.notNegative("every", every);
            return (metrics, clock) -> {
                for (int i = 0; i < times; i++) {
                    run(metrics, clock);
                    clock.advance(every);
                }
            };
        }

        /**
         * Lets time pass; what is scheduled happens on the way.
         *
         * @param time how much, zero or more
         * @return the pause
         */
        static Scenario pause(Duration time) {
            DurationRange.notNegative("time", time);
            return (metrics, clock) -> clock.advance(time);
        }

        /**
         * Checks what the metrics show by then.
         *
         * @param expected what must be there
         * @return the check; throws an {@link AssertionError} that names all that is not as expected
         */
        static Scenario expect(ExpectedMetric... expected) {
            return (metrics, clock) -> ExpectedMetric.requireAll(metrics, expected);
        }
    }

    /**
     * What a high rate came to.
     *
     * @param recorded transactions told, each admitted, committed and confirmed
     * @param admitted transactions of which the metrics show that they were admitted
     * @param committed the same of committed ones
     * @param confirmed the same of confirmed ones
     * @param shownPerSecond the rate of committed transactions that the metrics show at the end, within their window of 10 s
     */
    public record ThroughputReport(
            long recorded, long admitted, long committed, long confirmed, double shownPerSecond) {
        /** {@return how many are missing wherever most are; 0 when all is well} */
        public long lost() {
            return recorded - Math.min(admitted, Math.min(committed, confirmed));
        }
    }

    /**
     * What a large network came to.
     *
     * @param series series of the network's families
     * @param memoryBytes memory of all series, as the collector estimates it
     * @param dropped label sets that found no series of their own
     */
    public record LargeNetworkReport(int series, long memoryBytes, long dropped) {}

    /**
     * How accurate a distribution is.
     *
     * @param countError recorded values minus counted ones; 0 when all is well
     * @param worstRelativeError of the quantiles 0.5, 0.9, 0.99 and 0.999 the one farthest from the exact one, as a share of that
     */
    public record AccuracyReport(long countError, double worstRelativeError) {}

    /**
     * What collecting costs consensus, measured on this machine while it does other things: an indication, no benchmark.
     *
     * @param messages messages that were sent
     * @param nanosPerMessage wall time of a message with metrics
     * @param nanosPerMessageWithout wall time of a message with {@link MetricsCollector#noop()}
     */
    public record BenchmarkResults(long messages, double nanosPerMessage, double nanosPerMessageWithout) {
        /** {@return what metrics add to a message, in nanoseconds} */
        public double overheadNanos() {
            return nanosPerMessage - nanosPerMessageWithout;
        }

        /** {@return that in percent of the time without metrics} */
        public double overheadPercent() {
            return 100 * overheadNanos() / nanosPerMessageWithout;
        }
    }

    /**
     * The collector of the scenarios.
     *
     * @return the same one always
     */
    public TestMetricsCollector collector() {
        return collector;
    }

    /**
     * Runs a scenario on {@link #collector()}.
     *
     * @param scenario what happens
     * @return this framework, for the next one
     */
    public MetricsTestFramework run(Scenario scenario) {
        scenario.run(collector, collector.clock());
        return this;
    }

    /**
     * Has transactions pass a node at a rate, on a production collector: several threads tell the mempool of each, and the leader commits
     * them in blocks of up to a thousand.
     *
     * @param transactionsPerSecond how many a second, positive
     * @param duration for how long, in virtual time, 0 to a day
     * @return what the metrics show of it
     * @throws IllegalArgumentException when the rate is not positive, or the duration out of range
     */
    public ThroughputReport testHighThroughputMetrics(int transactionsPerSecond, Duration duration) {
        if (duration.isNegative() || duration.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("duration: " + duration + " is not from 0 to a day");
        }
        if (transactionsPerSecond <= 0) {
            throw new IllegalArgumentException("transactionsPerSecond: " + transactionsPerSecond + " is not positive");
        }
        return new ThroughputTest(transactionsPerSecond).run(duration);
    }

    /**
     * Connects a node to many peers, with series for each.
     *
     * @param peers how many other validators there are, positive
     * @return what that takes
     */
    public LargeNetworkReport testLargeScaleNetworkMetrics(int peers) {
        TestMetricsCollector metrics = TestMetricsCollector.create();
        MetricsSimulation.simulateNetworkConditions(metrics, NetworkConditions.calm(peers));
        MetricsSnapshot snapshot = metrics.snapshot();
        int series = snapshot.families().stream()
                .filter(family -> family.descriptor().name().startsWith("hotstuff2_network_"))
                .mapToInt(FamilySnapshot::size)
                .sum();
        return new LargeNetworkReport(series, (long) snapshot.total("quorumeter_memory_bytes"), (long)
                snapshot.total("quorumeter_series_dropped_total"));
    }

    /**
     * Records known values and compares the distribution with them.
     *
     * @param values at least one, each 0 or more
     * @return how far off count and quantiles are
     * @throws IllegalArgumentException when there is no value
     */
    public AccuracyReport testMetricsAccuracy(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("values: at least one is needed");
        }
        MetricsCollector metrics = Quorumeter.newCollector();
        Histogram histogram = metrics.histogram("accuracy_bytes").create();
        for (double value : values) {
            histogram.record(value);
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        FamilySnapshot family = metrics.snapshot().family("accuracy_bytes").orElseThrow();
        double worst = 0;
        for (double q : new double[] {0.5, 0.9, 0.99, 0.999}) {
            double exact = sorted[Math.max((int) Math.ceil(q * sorted.length) - 1, 0)];
            double error = Math.abs(family.quantile(0, q) - exact);
            worst = Math.max(worst, exact == 0 ? error : error / exact);
        }
        return new AccuracyReport(values.length - family.count(0), worst);
    }

    /**
     * Exports what {@link #collector()} holds and reads it with a parser of its own, as a Prometheus server would: every line must be one
     * of the format, and every family must come to the same total as in the snapshot. Names have to be exported as they were declared.
     *
     * @param exporter writes Prometheus' text format or OpenMetrics
     * @return the text, for a test to look into
     * @throws AssertionError when a line cannot be read, or a family is missing or different
     */
    public String testPrometheusExport(MetricsExporter exporter) {
        MetricsSnapshot snapshot = collector.snapshot();
        String text = new String(exporter.export(snapshot), StandardCharsets.UTF_8);
        ScrapedText scraped = ScrapedText.parse(text);
        for (FamilySnapshot family : moved(snapshot)) {
            String name = family.descriptor().name();
            boolean spread = family.hasDistributions();
            double shown = scraped.total(spread ? name + "_count" : name);
            double real = family.total();
            if (!(Math.abs(shown - real) <= 1e-9 * Math.abs(real))) {
                throw new AssertionError("The export in the format " + exporter.formatName() + " shows " + shown
                        + " of " + name + ", not " + real);
            }
        }
        return text;
    }

    /**
     * Generates a dashboard from what {@link #collector()} holds and checks its model: an object with a title and panels, and each family
     * that moved in the query of a panel.
     *
     * @param exporter writes a Grafana dashboard in JSON
     * @return the text, for a test to look into
     * @throws AssertionError when it is no JSON, or no such dashboard, or a family is missing
     */
    public String testGrafanaDashboardGeneration(MetricsExporter exporter) {
        MetricsSnapshot snapshot = collector.snapshot();
        String text = new String(exporter.export(snapshot), StandardCharsets.UTF_8);
        Set<String> queries = DashboardModel.parse(text).queries();
        List<String> missing = moved(snapshot).stream()
                .map(family -> family.descriptor().name())
                .filter(name -> queries.stream().noneMatch(query -> query.contains(name)))
                .toList();
        if (!missing.isEmpty()) {
            throw new AssertionError("No panel of the dashboard asks for " + missing);
        }
        return text;
    }

    private static List<FamilySnapshot> moved(MetricsSnapshot snapshot) {
        return snapshot.families().stream()
                .filter(family -> !SeriesText.isOfTheEngine(family) && family.total() != 0)
                .toList();
    }

    /**
     * Has replicas of the protocol agree with and without metrics, in turn, and takes the faster of three runs of each. They decode, hash
     * and store as real ones do, but do not sign, so the share is above that in a node, where cryptography takes most of the time.
     *
     * @param replicas how many, at least 2
     * @param blocks how many they commit, at least 1
     * @return what each took
     * @throws IllegalArgumentException when one is out of range
     */
    public BenchmarkResults benchmarkMetricsCollectionOverhead(int replicas, int blocks) {
        if (blocks < 1) {
            throw new IllegalArgumentException("blocks: " + blocks + " is not at least 1");
        }
        consensus(replicas, blocks, Quorumeter::newCollector);
        consensus(replicas, blocks, MetricsCollector::noop);
        long with = Long.MAX_VALUE;
        long without = Long.MAX_VALUE;
        long messages = 0;
        for (int run = 0; run < 3; run++) {
            long begun = System.nanoTime();
            messages = consensus(replicas, blocks, Quorumeter::newCollector);
            long measured = System.nanoTime();
            consensus(replicas, blocks, MetricsCollector::noop);
            with = Math.min(with, measured - begun);
            without = Math.min(without, System.nanoTime() - measured);
        }
        return new BenchmarkResults(messages, with / (double) messages, without / (double) messages);
    }

    private static long consensus(int replicas, int blocks, Supplier<MetricsCollector> collectors) {
        Protocol protocol = Protocol.basic().replicas(replicas);
        SimulatedNetwork network = HotStuff2Simulation.basic(replicas)
                .throughCodec()
                .unwatched()
                .events(replica -> HotStuff2Events.on(collectors.get(), protocol.ownIndex(replica)))
                .start();
        network.runUntilCommitted(blocks);
        return network.totals().sent();
    }
}
