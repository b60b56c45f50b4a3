package io.quorumeter;

import io.quorumeter.event.EventPublisher;
import io.quorumeter.snapshot.MetricsSnapshot;
import io.quorumeter.spi.InstrumentProvider;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one object a node needs to measure itself: it creates instruments, and it takes snapshots of them all.
 *
 * <p><b>Declare once, record often.</b> Declare each family where the component that owns it is built, keep the instruments in final
 * fields, and record in the protocol's code. Declaring checks everything and says what is wrong; recording never throws,
 * blocks, locks, allocates, reads a clock or looks up a string. A replica, instrumented:
 *
 * <pre>{@code
 * final class Replica {
 *     private final By2<VotePhase, VoteResult, Counter> votes;
 *     private final Gauge view;
 *     private final Timer validation;
 *
 *     Replica(MetricsCollector metrics) {
 *         votes = metrics.counter("votes_received_total").help("Votes received, by result")
 *                 .by("phase", VotePhase.class).by("result", VoteResult.class).create();
 *         view = metrics.gauge("current_view").help("View the replica is in").create();
 *         validation = metrics.timer("block_validation_seconds").help("Time to validate a proposal").create();
 *         metrics.gauge("mempool_transactions").help("Transactions held").observe(pool::size);
 *     }
 *
 *     void onVote(Vote vote) {
 *         votes.of(vote.phase(), check(vote)).increment();    // an array index and an addition
 *     }
 *
 *     void onProposal(Block block, long receivedAt) {         // System.nanoTime() of arrival
 *         boolean valid = validate(block);
 *         validation.record(System.nanoTime() - receivedAt);
 *     }
 * }
 * }</pre>
 *
 * <p><b>Labels</b> are of three kinds. An enum's constants ({@code by}): a closed set, every series exists with 0 from the start. A
 * validator's index ({@code byValidator}): a set that changes with the epoch. Free text: in {@code with}, for what is named when the
 * node is put together (a store), and in the by-name calls inherited from {@link NamedRecording}. Heights, views, block and
 * transaction ids are values, never labels.
 *
 * <p><b>Names</b> are those of Prometheus: {@code snake_case}, base units ({@code _seconds}, {@code _bytes}, {@code _ratio}),
 * {@code _total} on counters. The unit follows from the name. Names that begin with {@code quorumeter_} are the SDK's own. A declaration
 * whose name is refused says what to write, as {@link MetricName} makes of any text.
 *
 * <p><b>Reading</b> is {@link #snapshot()}, to keep, or {@link #read}, to look at once: all series, with effects read before their causes.
 * It never resets anything and never makes a writer wait, so any number of readers may look.
 *
 * <p>Two collectors share nothing, so two replicas in one JVM each have one. {@link #noop()} is a collector that checks
 * declarations and forgets records; a component that takes a collector needs no other switch. All methods are safe from any thread.
 */
public interface MetricsCollector extends NamedRecording {
    /**
     * Starts the declaration of a counter.
     *
     * @param name letters, digits, {@code _} and {@code :}, ending in {@code _total}, as in {@code "votes_received_total"}
     * @return the declaration, to be ended with {@code create()}
     */
    default CounterBuilder counter(String name) {
        return new CounterBuilder(provider(), MetricName.checkHosts(name));
    }

    /**
     * Starts the declaration of a gauge.
     *
     * @param name letters, digits, {@code _} and {@code :}, as in {@code "current_view"}
     * @return the declaration, to be ended with {@code create()} or {@code observe(…)}
     */
    default GaugeBuilder gauge(String name) {
        return new GaugeBuilder(provider(), MetricName.checkHosts(name), MetricType.GAUGE);
    }

    /**
     * Starts the declaration of a histogram, a distribution of anything but durations.
     *
     * @param name letters, digits, {@code _} and {@code :}, as in {@code "block_size_bytes"}
     * @return the declaration, to be ended with {@code create()}
     */
    default HistogramBuilder histogram(String name) {
        return new HistogramBuilder(provider(), MetricName.checkHosts(name));
    }

    /**
     * Starts the declaration of a timer, a distribution of durations.
     *
     * @param name letters, digits, {@code _} and {@code :}, ending in {@code _seconds}, as in {@code "block_validation_seconds"}
     * @return the declaration, to be ended with {@code create()}
     * @throws MetricDeclarationException when it does not
     */
    default TimerBuilder timer(String name) {
        return new TimerBuilder(provider(), MetricName.checkHosts(name));
    }

    /**
     * Starts the declaration of a summary: quantiles over a sliding window of time.
     *
     * @param name letters, digits, {@code _} and {@code :}, as in {@code "block_size_bytes"}
     * @return the declaration, to be ended with {@code create()}
     */
    default SummaryBuilder summary(String name) {
        return new SummaryBuilder(provider(), MetricName.checkHosts(name));
    }

    /**
     * Starts the declaration of a busy time: a counter of seconds that counts unfinished work too.
     *
     * @param name letters, digits, {@code _} and {@code :}, ending in {@code _seconds_total}, as in {@code "stage_busy_seconds_total"}
     * @return the declaration, to be ended with {@code create()}
     */
    default BusyTimeBuilder busyTime(String name) {
        return new BusyTimeBuilder(provider(), MetricName.checkHosts(name));
    }

    /**
     * Starts the declaration of a state set: in which of an enum's states something is.
     *
     * @param <E> the states
     * @param name letters, digits and {@code _}, without a unit, as in {@code "replica_mode"}; also the name of the label that has the state
     * @param states the enum; a state's label value is that of {@link LabelValue}
     * @return the declaration, to be ended with {@code create()}
     */
    default <E extends Enum<E>> StateSetBuilder<E> stateSet(String name, Class<E> states) {
        return new StateSetBuilder<>(provider(), MetricName.checkHosts(name), states);
    }

    /**
     * Declares a fact that does not change while the process runs, such as the build: labels carry it and the value is always 1.
     *
     * @param name ends in {@code _info}
     * @param help one sentence for people
     * @param facts the fact
     * @throws MetricDeclarationException when the name is not legal or taken by a family of another shape
     */
    default void info(String name, String help, Labels facts) {
        GaugeBuilder info = new GaugeBuilder(provider(), MetricName.checkHosts(name), MetricType.INFO)
                .help(help)
                .level(MetricLevel.ESSENTIAL);
        info.with(facts).create().set(1L);
    }

    /** {@return every series as it is now; see {@link MetricsSnapshot} for what "now" means while others write} */
    MetricsSnapshot snapshot();

    /**
     * Reads every series as it is now, in memory that is used again: what scrapes and ticks should call, because in the steady state it makes
     * no garbage that grows with the number of series.
     *
     * <p>The snapshot holds until the function returns; what is asked of it afterwards fails, and a family that was kept from it fails or
     * shows a later reading. Take what you need out of it: label lists and {@link
     * io.quorumeter.snapshot.FamilySnapshot#distribution(int)} may be kept. Readers at the same time share one snapshot, so the function
     * changes nothing in it; nobody waits for it, other readers included.
     *
     * @param <T> what the function makes of the snapshot
     * @param reader called once, on the calling thread; what it throws comes through
     * @return what it returned
     * @throws IllegalStateException when called from a callback that a snapshot asks for its value
     */
    default <T extends @Nullable Object> T read(Function<? super MetricsSnapshot, ? extends T> reader) {
        return reader.apply(snapshot());
    }

    /**
     * {@return where events of the node's components go to their listeners, such as from consensus to what raises alerts: one bus for each
     * collector, with a queue of 4,096 events for each listener; nobody hears those of {@link #noop()}}
     */
    default EventPublisher events() {
        return EventPublisher.noop();
    }

    /**
     * Sees through what is under way, such as before a node stops: {@link #flush(Duration)} with a limit of five seconds.
     *
     * @return how it ended; never completes with an exception
     */
    default CompletableFuture<FlushResult> flush() {
        return flush(Duration.ofSeconds(5));
    }

    /**
     * Sees through what is under way: completes when the {@linkplain #events() events} published before the call were handed to their
     * listeners, and then each participant ({@link InstrumentProvider#onFlush}), such as an exporter that pushes, has done its work. A
     * snapshot taken after the call shows every record made before it, flushed or not: records wait nowhere.
     *
     * <p>The call itself does not wait; do not wait for the result in a listener, which would wait for itself.
     *
     * @param limit when to give up, positive, up to 36,500 days; the result then names who was not done
     * @return how it ended; never completes with an exception
     * @throws IllegalArgumentException when the limit is out of range
     */
    default CompletableFuture<FlushResult> flush(Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("the time limit of a flush must be positive, not " + limit);
        }
        return CompletableFuture.completedFuture(FlushResult.COMPLETE);
    }

    /** {@return whether records are kept; false for {@link #noop()}} */
    boolean isEnabled();

    /** {@return where declarations end: the engine's side of the builders; code that measures has no use for it} */
    InstrumentProvider provider();

    /** {@return a collector that checks declarations and forgets records: it has no series and costs no memory} */
    static MetricsCollector noop() {
        return NoopCollector.INSTANCE;
    }
}
