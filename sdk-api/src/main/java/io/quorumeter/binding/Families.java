package io.quorumeter.binding;

import io.quorumeter.BusyTimeBuilder;
import io.quorumeter.CounterBuilder;
import io.quorumeter.GaugeBuilder;
import io.quorumeter.HistogramBuilder;
import io.quorumeter.Labels;
import io.quorumeter.MetricsCollector;
import io.quorumeter.TimerBuilder;
import io.quorumeter.spi.InstrumentProvider;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Declares rows of a catalogue at a collector, each under the same prefix. Name, help and level come from the row; the caller adds
 * the labels with their types and creates:
 *
 * <pre>{@code families.counter(VOTES_RECEIVED).by("phase", VotePhase.class).by("result", VoteResult.class).create()}</pre>
 *
 * <p>Not thread-safe.
 */
public final class Families {
    /** What stands before the names of all families unless another prefix is given. */
    public static final String DEFAULT_PREFIX = "hotstuff2_";

    private final MetricsCollector collector;
    private final String prefix;

    /**
     * Families of one collector under one prefix.
     *
     * @param collector where they are declared
     * @param prefix stands before each name as it is, so it usually ends in {@code _}; may be empty. A prefix that makes no legal
     *     name is refused by the first declaration
     */
    public Families(MetricsCollector collector, String prefix) {
        this.collector = Objects.requireNonNull(collector, "metrics");
        this.prefix = Objects.requireNonNull(prefix, "prefix");
    }

    /**
     * Where the families are declared, for who reads them back.
     *
     * @return the collector
     */
    public MetricsCollector collector() {
        return collector;
    }

    /**
     * What stands before each name.
     *
     * @return the prefix, which may be empty
     */
    public String prefix() {
        return prefix;
    }

    /**
     * The full name of a row.
     *
     * @param row the row
     * @return prefix and name
     */
    public String name(Catalogued row) {
        return prefix + row.family().name();
    }

    /**
     * The name under which a row is shown, which settings may have changed.
     *
     * @param row the row
     * @return its name in snapshots; empty when the collector keeps no such family
     */
    public Optional<String> shownAs(Catalogued row) {
        return collector.provider().shownAs(name(row));
    }

    /**
     * The full names of rows, for {@code causedBy}.
     *
     * @param rows the rows
     * @return prefix and name of each
     */
    public String[] names(Catalogued... rows) {
        return Arrays.stream(rows).map(this::name).toArray(String[]::new);
    }

    /**
     * Starts the declaration of a counter.
     *
     * @param row the row
     * @return the declaration, to which labels may be added
     */
    public CounterBuilder counter(Catalogued row) {
        return collector
                .counter(name(row))
                .help(row.family().help())
                .level(row.family().level());
    }

    /**
     * Starts the declaration of a gauge.
     *
     * @param row the row
     * @return the declaration, to which labels may be added
     */
    public GaugeBuilder gauge(Catalogued row) {
        return collector
                .gauge(name(row))
                .help(row.family().help())
                .level(row.family().level());
    }

    /**
     * Starts the declaration of a distribution of anything but durations.
     *
     * @param row the row
     * @return the declaration, to which labels may be added
     */
    public HistogramBuilder histogram(Catalogued row) {
        return collector
                .histogram(name(row))
                .help(row.family().help())
                .level(row.family().level());
    }

    /**
     * Starts the declaration of a distribution of durations.
     *
     * @param row the row
     * @return the declaration, to which labels may be added
     */
    public TimerBuilder timer(Catalogued row) {
        return collector
                .timer(name(row))
                .help(row.family().help())
                .level(row.family().level());
    }

    /**
     * Starts the declaration of a busy time.
     *
     * @param row the row, a counter of seconds
     * @return the declaration, to which labels may be added
     */
    public BusyTimeBuilder busyTime(Catalogued row) {
        return collector
                .busyTime(name(row))
                .help(row.family().help())
                .level(row.family().level());
    }

    /**
     * Declares a fact that does not change while the process runs.
     *
     * @param row the row, essential like every fact
     * @param facts the labels that carry it
     */
    public void info(Catalogued row, Labels facts) {
        collector.info(name(row), row.family().help(), facts);
    }

    /**
     * Declares in which of an enum's states something is: one gauge for each state, 1 for the one and 0 for the others.
     *
     * @param <E> the states
     * @param row the row, a gauge with one label, by these states
     * @param label the label's name
     * @param states the enum
     * @param first the state at the start
     * @return the state, to be set
     */
    public <E extends Enum<E>> StateGauge<E> states(Catalogued row, String label, Class<E> states, E first) {
        return new StateGauge<>(gauge(row).by(label, states).create(), first);
    }

    /**
     * How much a total gains a second, as a gauge observes it.
     *
     * @param total never falls; called off the recording path
     * @param window how far back to look, positive
     * @return the rate over the window; 0 as long as no time has passed
     */
    public Supplier<Double> rate(LongSupplier total, Duration window) {
        return collector.provider().window(total, window)::perSecond;
    }

    /**
     * What share one total gained of another within a window, as a gauge observes it.
     *
     * @param part never falls; called off the recording path
     * @param whole never falls, and rises before {@code part} does
     * @param window how far back to look, positive
     * @return 0 to 1; 1 when the whole gained nothing, for nothing was lost
     */
    public Supplier<Double> ratio(LongSupplier part, LongSupplier whole, Duration window) {
        InstrumentProvider.Window gained = collector.provider().window(part, window);
        InstrumentProvider.Window tried = collector.provider().window(whole, window);
        return () -> {
            long some = gained.increase();
            long all = tried.increase();
            return all <= 0 ? 1.0 : Math.min(1.0, (double) some / all);
        };
    }
}
