package io.quorumeter;

import io.quorumeter.event.EventPublisher;
import io.quorumeter.snapshot.MetricsSnapshot;
import io.quorumeter.spi.DurationRange;
import io.quorumeter.spi.InstrumentProvider;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The one object a node needs to measure itself: it creates instruments, and it takes snapshots of them all.
 *
 * <p><b>Declare once, record often.</b> Declare each family where the component that owns it is built, keep the instruments in final
 * fields, and record in the protocol's code. Declaring checks everything and reports what is wrong; recording never throws,
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
 *                 .by("phase", VotePhase.class, "result", VoteResult.class);
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
 * <p><b>Labels</b> are of four kinds. Constants of an enum, {@code by("phase", VotePhase.class)}: a closed set, in which every series
 * exists with 0 from the start. The index of a validator or the slot of a peer, {@code by("validator", validators)}: a set that changes
 * with the epoch or the connections. Open text, {@code by("peer")}: given at each record, with a limit to the number of series. Fixed
 * text, {@code with("store", "blocks")}: for parts that are named when the node is put together. Heights, views, block and transaction ids
 * are values, never labels.
 *
 * <p><b>Names</b> are those of Prometheus: {@code snake_case}, base units ({@code _seconds}, {@code _bytes}, {@code _ratio}), {@code
 * _total} on counters. The unit follows from the name. Names that begin with {@code quorumeter_} are the SDK's own. The message of a
 * refused name suggests a legal one, which {@link MetricName} makes from any text.
 *
 * <p><b>Calls by name</b> ({@link #incrementCounter(String)} … {@link #recordCustomMetric}) are for places where speed does not matter:
 * each finds its series in a hash table, and the first one declares it.
 *
 * <pre>{@code
 * metrics.incrementCounter("errors_total", "component", "sync");
 * metrics.setGauge("sync_height", height);
 * Block block = metrics.timeOperation("block_fetch_seconds", Labels.of("peer", peer), () -> fetch(height));
 * }</pre>
 *
 * <p>The first call of a name decides the family's type and label names. No call throws: a call that contradicts its family (another type,
 * other labels) or that is not legal (a name, label or set of labels that is null or illegal, a counter without {@code _total}) is dropped
 * and counted in {@code quorumeter_records_dropped_total} with the reason {@code conflict}. The first of each name is logged, as a warning
 * of {@code io.quorumeter}, with the remedy and the place of the call. Declare a family with its builder, which throws, where mistakes must
 * not pass. A label value is data: null is the empty value, a value that is too long is cut, and past the limit of series per family all
 * further label values share one series whose label values are {@code other}. A call makes no garbage once its series exists, unless its
 * label value has to be changed. An engine limits how many families such calls may create. {@link #noop()} drops all of these calls.
 *
 * <p><b>Reading</b> is {@link #snapshot()}, to keep, or {@link #read}, to look at once: all series, with effects read before their causes.
 * It never resets anything and never makes a writer wait, so any number of readers may look.
 *
 * <p>Two collectors share nothing, so two replicas in one JVM each have one. {@link #noop()} is a collector that checks
 * declarations and drops records; a component that takes a collector needs no other switch. All methods are safe from any thread.
 */
public interface MetricsCollector {
    /**
     * Starts the declaration of a counter.
     *
     * @param name letters, digits, {@code _} and {@code :}, ending in {@code _total}, as in {@code "votes_received_total"}
     * @return the declaration, to be ended with {@code create()}
     */
    default CounterBuilder counter(String name) {
        return new CounterBuilder(provider(), Declaration.standard(name, "").counter());
    }

    /**
     * Starts the declaration of a gauge.
     *
     * @param name letters, digits, {@code _} and {@code :}, as in {@code "current_view"}
     * @return the declaration, to be ended with {@code create()} or {@code observe(…)}
     */
    default GaugeBuilder gauge(String name) {
        return new GaugeBuilder(provider(), Declaration.standard(name, "").gauge());
    }

    /**
     * Starts the declaration of a histogram, a distribution of anything but durations.
     *
     * @param name letters, digits, {@code _} and {@code :}, as in {@code "block_size_bytes"}
     * @return the declaration, to be ended with {@code create()}
     */
    default HistogramBuilder histogram(String name) {
        return new HistogramBuilder(provider(), Declaration.standard(name, "").histogram());
    }

    /**
     * Starts the declaration of a timer, a distribution of durations.
     *
     * @param name letters, digits, {@code _} and {@code :}, ending in {@code _seconds}, as in {@code "block_validation_seconds"}
     * @return the declaration, to be ended with {@code create()}
     * @throws MetricDeclarationException when it does not
     */
    default TimerBuilder timer(String name) {
        return new TimerBuilder(provider(), Declaration.standard(name, "").timer());
    }

    /**
     * Starts the declaration of a summary: quantiles over a sliding window of time.
     *
     * @param name letters, digits, {@code _} and {@code :}, as in {@code "block_size_bytes"}
     * @return the declaration, to be ended with {@code create()}
     */
    default SummaryBuilder summary(String name) {
        return new SummaryBuilder(provider(), Declaration.standard(name, "").summary());
    }

    /**
     * Starts the declaration of a busy time: a counter of seconds that counts unfinished work too.
     *
     * @param name letters, digits, {@code _} and {@code :}, ending in {@code _seconds_total}, as in {@code "stage_busy_seconds_total"}
     * @return the declaration, to be ended with {@code create()}
     */
    default FamilyBuilder<BusyTime, ?> busyTime(String name) {
        return new FamilyBuilder<>(provider(), Declaration.standard(name, "").busyTime());
    }

    /**
     * Starts the declaration of a state set: in which of an enum's states something is.
     *
     * @param <E> the states
     * @param name letters, digits and {@code _}, without a unit, as in {@code "replica_mode"}; also the name of the label that has
     *     the state
     * @param states the enum; a state's label value is that of {@link LabelValue}
     * @return the declaration, to be ended with {@code create()}
     */
    default <E extends Enum<E>> FamilyBuilder<StateSet<E>, ?> stateSet(String name, Class<E> states) {
        return new FamilyBuilder<>(provider(), Declaration.standard(name, "").stateSet(name, states));
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
        MetricDescriptor.checkGiven(name, "set of labels", facts);
        String[] labels = IntStream.range(0, facts.size()).mapToObj(facts::name).toArray(String[]::new);
        String[] values =
                IntStream.range(0, facts.size()).mapToObj(facts::value).toArray(String[]::new);
        Declaration.essential(name, help).info(labels).on(this, values);
    }

    /**
     * Adds one to the counter of this name without labels.
     *
     * @param name the family, ending in {@code _total}
     */
    default void incrementCounter(String name) {
        provider().named(Counter.class, name, Labels.of()).increment();
    }

    /**
     * Adds one to the counter of this name with one label.
     *
     * @param name the family, ending in {@code _total}
     * @param label the label's name
     * @param value the label's value, any text
     */
    default void incrementCounter(String name, String label, String value) {
        provider().named(Counter.class, name, label, value).increment();
    }

    /**
     * Adds one to the counter of this name with these labels.
     *
     * @param name the family, ending in {@code _total}
     * @param labels the series
     */
    default void incrementCounter(String name, Labels labels) {
        provider().named(Counter.class, name, labels).increment();
    }

    /**
     * Adds {@code amount} to the counter of this name without labels.
     *
     * @param name the family, ending in {@code _total}
     * @param amount zero or more; a negative amount is dropped and counted
     */
    default void incrementCounterBy(String name, long amount) {
        provider().named(Counter.class, name, Labels.of()).increment(amount);
    }

    /**
     * Adds {@code amount} to the counter of this name with one label.
     *
     * @param name the family, ending in {@code _total}
     * @param amount zero or more; a negative amount is dropped and counted
     * @param label the label's name
     * @param value the label's value, any text
     */
    default void incrementCounterBy(String name, long amount, String label, String value) {
        provider().named(Counter.class, name, label, value).increment(amount);
    }

    /**
     * Adds {@code amount} to the counter of this name with these labels.
     *
     * @param name the family, ending in {@code _total}
     * @param amount zero or more; a negative amount is dropped and counted
     * @param labels the series
     */
    default void incrementCounterBy(String name, long amount, Labels labels) {
        provider().named(Counter.class, name, labels).increment(amount);
    }

    /**
     * Sets the gauge of this name without labels.
     *
     * @param name the family
     * @param sample the new value, exact for whole numbers up to 2<sup>53</sup>; NaN is dropped and counted
     */
    default void setGauge(String name, double sample) {
        provider().named(Gauge.class, name, Labels.of()).set(sample);
    }

    /**
     * Sets the gauge of this name with one label.
     *
     * @param name the family
     * @param sample the new value, exact for whole numbers up to 2<sup>53</sup>; NaN is dropped and counted
     * @param label the label's name
     * @param value the label's value, any text
     */
    default void setGauge(String name, double sample, String label, String value) {
        provider().named(Gauge.class, name, label, value).set(sample);
    }

    /**
     * Sets the gauge of this name with these labels.
     *
     * @param name the family
     * @param sample the new value, exact for whole numbers up to 2<sup>53</sup>; NaN is dropped and counted
     * @param labels the series
     */
    default void setGauge(String name, double sample, Labels labels) {
        provider().named(Gauge.class, name, labels).set(sample);
    }

    /**
     * Adds {@code delta} to the gauge of this name without labels.
     *
     * @param name the family
     * @param delta any number; NaN is dropped and counted
     */
    default void incrementGauge(String name, double delta) {
        provider().named(Gauge.class, name, Labels.of()).add(delta);
    }

    /**
     * Adds {@code delta} to the gauge of this name with one label.
     *
     * @param name the family
     * @param delta any number; NaN is dropped and counted
     * @param label the label's name
     * @param value the label's value, any text
     */
    default void incrementGauge(String name, double delta, String label, String value) {
        provider().named(Gauge.class, name, label, value).add(delta);
    }

    /**
     * Adds {@code delta} to the gauge of this name with these labels.
     *
     * @param name the family
     * @param delta any number; NaN is dropped and counted
     * @param labels the series
     */
    default void incrementGauge(String name, double delta, Labels labels) {
        provider().named(Gauge.class, name, labels).add(delta);
    }

    /**
     * Records one value in the histogram of this name without labels.
     *
     * @param name the family, whose last word is the unit
     * @param sample 0 to 2<sup>62</sup>, in that unit; any other value is dropped and counted
     */
    default void recordHistogram(String name, double sample) {
        provider().named(Histogram.class, name, Labels.of()).record(sample);
    }

    /**
     * Records one value in the histogram of this name with one label.
     *
     * @param name the family, whose last word is the unit
     * @param sample 0 to 2<sup>62</sup>, in that unit; any other value is dropped and counted
     * @param label the label's name
     * @param value the label's value, any text
     */
    default void recordHistogram(String name, double sample, String label, String value) {
        provider().named(Histogram.class, name, label, value).record(sample);
    }

    /**
     * Records one value in the histogram of this name with these labels.
     *
     * @param name the family, whose last word is the unit
     * @param sample 0 to 2<sup>62</sup>, in that unit; any other value is dropped and counted
     * @param labels the series
     */
    default void recordHistogram(String name, double sample, Labels labels) {
        provider().named(Histogram.class, name, labels).record(sample);
    }

    /**
     * Runs {@code operation}, records its duration and returns its result.
     *
     * @param <R> the result
     * @param <X> what the operation may throw
     * @param name the family, ending in {@code _seconds}
     * @param labels the series, without the label {@code result}, which is {@code ok} or {@code error} as {@link OperationTimer} explains
     * @param operation what to measure
     * @return the operation's result
     * @throws X what the operation throws, the same object
     */
    default <R, X extends Exception> R timeOperation(String name, Labels labels, ThrowingSupplier<R, X> operation)
            throws X {
        return provider().named(OperationTimer.class, name, labels).time(operation);
    }

    /**
     * Runs {@code operation} and records its duration.
     *
     * @param <X> what the operation may throw
     * @param name the family, ending in {@code _seconds}
     * @param labels the series, without the label {@code result}, which is {@code ok} or {@code error} as {@link OperationTimer} explains
     * @param operation what to measure
     * @throws X what the operation throws, the same object
     */
    default <X extends Exception> void timeOperation(String name, Labels labels, ThrowingRunnable<X> operation)
            throws X {
        provider().named(OperationTimer.class, name, labels).time(operation);
    }

    /**
     * Starts an asynchronous operation and records the time until its stage completes.
     *
     * @param <R> what the stage completes with
     * @param <S> the stage's own type
     * @param name the family, ending in {@code _seconds}
     * @param labels the series, without the label {@code result}, which is {@code ok} or {@code error} as {@link OperationTimer} explains
     * @param operation starts it
     * @return the operation's own stage
     */
    default <R, S extends CompletionStage<R>> S timeStage(String name, Labels labels, Supplier<S> operation) {
        return provider().named(OperationTimer.class, name, labels).timeStage(operation);
    }

    /**
     * Records one observation of a metric that is described in the same call; it appears in every exporter like any other metric.
     *
     * @param metric what was observed; a value that its type cannot take is dropped and counted, and so is an observation whose description
     *     is wrong or contradicts an earlier one
     */
    void recordCustomMetric(CustomMetric metric);

    /** {@return every series as it is now; see {@link MetricsSnapshot} for what "now" means while others write} */
    MetricsSnapshot snapshot();

    /**
     * Reads every series as it is now, in memory that is used again. Scrapes and ticks should call this method, because in the steady state
     * it makes no garbage that grows with the number of series.
     *
     * <p>The snapshot is valid until the function returns; later calls on it fail, and calls on a family that was kept from it fail or show
     * a later reading. Copy what you need: label lists and {@link io.quorumeter.snapshot.FamilySnapshot#distribution(int)} may be kept.
     * Readers at the same time share one snapshot, so the function must not change anything in it. No writer and no other reader waits for
     * the function.
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
     * {@return the bus that carries events of the node's components to their listeners, such as from consensus to what raises alerts: one
     * bus for each collector, with a queue of 4,096 events for each listener; {@link #noop()} delivers no events}
     */
    default EventPublisher events() {
        return EventPublisher.noop();
    }

    /**
     * Flushes with a limit of five seconds, for example before a node stops; see {@link #flush(Duration)}.
     *
     * @return how it ended; never completes with an exception
     */
    default CompletableFuture<FlushResult> flush() {
        return flush(Duration.ofSeconds(5));
    }

    /**
     * Flushes what is under way: the result completes when the {@linkplain #events() events} published before the call were handed to their
     * listeners, and then each participant, which are modules of the SDK that send metrics out of the process, has done its work. A
     * snapshot taken after the call shows every record made before it, flushed or not, since records are never queued.
     *
     * <p>The call itself does not wait; do not wait for the result in a listener, which would wait for itself.
     *
     * @param limit when to give up, positive, up to 36,500 days; the result then names the participants that were not done
     * @return how it ended; never completes with an exception
     * @throws IllegalArgumentException when the limit is out of range
     */
    default CompletableFuture<FlushResult> flush(Duration limit) {
        DurationRange.positive("limit", limit);
        return CompletableFuture.completedFuture(FlushResult.COMPLETE);
    }

    /** {@return whether records are kept; false for {@link #noop()}} */
    boolean isEnabled();

    /** {@return the engine's side of the builders, which creates what is declared; code that measures has no use for it} */
    InstrumentProvider provider();

    /** {@return a collector that checks declarations and drops records: it has no series and costs no memory} */
    static MetricsCollector noop() {
        return NoopCollector.INSTANCE;
    }
}
