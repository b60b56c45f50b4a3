package io.quorumeter.testkit.metrics;

import io.quorumeter.CustomMetric;
import io.quorumeter.FlushResult;
import io.quorumeter.MetricLevel;
import io.quorumeter.MetricsCollector;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.event.EventPublisher;
import io.quorumeter.snapshot.FamilySnapshot;
import io.quorumeter.snapshot.MetricsSnapshot;
import io.quorumeter.spi.InstrumentProvider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A collector for tests. It is the real one, with everything that a production collector does and refuses, but its time is that of a
 * {@link VirtualClock}, it keeps the families of all levels, and it writes down the calls that are made to its instruments.
 *
 * <pre>{@code
 * TestMetricsCollector metrics = TestMetricsCollector.create();
 * var replica = new MyReplica(metrics, metrics.clock());
 * replica.enter(7);
 * metrics.clock().advance(Duration.ofSeconds(1));
 * assertThat(metrics).counter("my_timeouts_total").isEqualTo(1);
 * }</pre>
 *
 * <p>Sliding windows, and what else a collector does in the background, move with the clock, on the thread that moves it. Calls to
 * counters, gauges, histograms, timers and states are written down, the last 100,000 of them; busy times and summaries are not. Writing
 * them down takes a lock and memory, so this is no collector to measure with. Safe from any thread.
 */
public final class TestMetricsCollector implements MetricsCollector {
    private final VirtualClock clock;
    private final MetricsCollector real;
    private final CallLog log;
    private final RecordingProvider recording;

    /** What the series of replicas hold before anything happens, such as powers and limits. */
    private final Map<String, String> atTheStart = new ConcurrentHashMap<>();

    private TestMetricsCollector(VirtualClock clock, MetricsCollector real) {
        this.clock = clock;
        this.real = real;
        this.log = new CallLog(clock);
        this.recording = new RecordingProvider(real.provider(), log);
    }

    /**
     * A collector with a clock of its own.
     *
     * @return an empty collector; {@link #clock()} is its time
     */
    public static TestMetricsCollector create() {
        return create(new VirtualClock());
    }

    /**
     * A collector in the time of a clock, such as one that several collectors share.
     *
     * @param clock its time
     * @return an empty collector
     */
    public static TestMetricsCollector create(VirtualClock clock) {
        return create(clock, settings -> settings);
    }

    /**
     * A collector with settings of the test's own, such as a level or a limit of series.
     *
     * @param clock its time
     * @param settings changes the settings; clocks, ticker and seed are set already, and so is the level {@link MetricLevel#DETAILED}
     * @return an empty collector
     */
    public static TestMetricsCollector create(VirtualClock clock, UnaryOperator<Quorumeter.Builder> settings) {
        Quorumeter.Builder builder = Quorumeter.collector()
                .clock(clock)
                .nanoTime(clock::nanos)
                .ticker(clock::every)
                .seed(1)
                .level(MetricLevel.DETAILED);
        return new TestMetricsCollector(clock, settings.apply(builder).create());
    }

    /**
     * Events of a replica that feed this collector, with its clock for what the events tell of Unix time.
     *
     * @param protocol what the replica speaks
     * @return the events, with metrics under the usual names and a safety monitor as their consumers
     */
    public HotStuff2Events hotStuff2(Protocol protocol) {
        MetricsSnapshot before = snapshot();
        HotStuff2Events events = HotStuff2Events.on(this, protocol, clock.unix());
        for (FamilySnapshot family : snapshot().families()) {
            for (int i = 0;
                    i < family.size()
                            && before.family(family.descriptor().name()).isEmpty();
                    i++) {
                atTheStart.put(SeriesText.name(family, i), SeriesText.value(family, i));
            }
        }
        return events;
    }

    /**
     * The collector's time.
     *
     * @return the clock, to be moved by the test
     */
    public VirtualClock clock() {
        return clock;
    }

    /**
     * What was recorded, in order.
     *
     * @return the calls up to now, the last 100,000 of them
     */
    public List<RecordedCall> calls() {
        return log.list(call -> true);
    }

    /**
     * What was recorded in one family, in order.
     *
     * @param family its full name
     * @return the calls up to now
     */
    public List<RecordedCall> calls(String family) {
        return log.list(call -> call.family().equals(family));
    }

    /**
     * How many calls are no longer in {@link #calls()}, because more came than are kept.
     *
     * @return 0 or more
     */
    public long callsDropped() {
        return log.dropped();
    }

    /** Forgets the calls so far; values stay. */
    public void clearCalls() {
        log.clear();
    }

    /**
     * What the collector holds, for people: each series that has moved, on a line, without what the engine says of itself and
     * without what {@link #hotStuff2} sets from the protocol.
     *
     * @return lines in the order of names; empty when nothing has moved
     */
    public String dump() {
        return SeriesText.dump(snapshot(), atTheStart);
    }

    @Override
    public InstrumentProvider provider() {
        return recording;
    }

    @Override
    public void recordCustomMetric(CustomMetric metric) {
        real.recordCustomMetric(metric);
    }

    @Override
    public MetricsSnapshot snapshot() {
        return real.snapshot();
    }

    @Override
    public <T extends @Nullable Object> T read(Function<? super MetricsSnapshot, ? extends T> reader) {
        return real.read(reader);
    }

    @Override
    public EventPublisher events() {
        return real.events();
    }

    @Override
    public CompletableFuture<FlushResult> flush(Duration limit) {
        return real.flush(limit);
    }

    @Override
    public boolean isEnabled() {
        return real.isEnabled();
    }
}
