package io.quorumeter.binding;

import io.quorumeter.BusyTimeBuilder;
import io.quorumeter.CounterBuilder;
import io.quorumeter.GaugeBuilder;
import io.quorumeter.HistogramBuilder;
import io.quorumeter.Labels;
import io.quorumeter.MetricsCollector;
import io.quorumeter.TimerBuilder;
import java.util.Arrays;

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
        this.collector = collector;
        this.prefix = prefix;
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
}
