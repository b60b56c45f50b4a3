package io.quorumeter.promql.eval;

import io.quorumeter.promql.ast.Expr;
import io.quorumeter.promql.ast.Timing;
import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.SampleBuffer;
import io.quorumeter.promql.model.Semantics;
import io.quorumeter.promql.model.Series;
import io.quorumeter.promql.model.SeriesSource;
import io.quorumeter.promql.model.Stale;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads series: each one once for all steps, and one at a time. */
final class Selection {
    /** A series that was selected: the source's object and its place in a list. */
    private static final long BYTES_A_SELECTED = 32;

    private final SeriesSource source;
    private final Semantics semantics;
    private final long lookback;
    private final long queryStart;
    private final long queryEnd;
    private final Meter meter;

    Selection(SeriesSource source, Semantics semantics, long lookback, long start, long end, Meter meter) {
        this.source = source;
        this.semantics = semantics;
        this.lookback = lookback;
        this.queryStart = start;
        this.queryEnd = end;
        this.meter = meter;
    }

    /** Takes a series' samples, which are gone afterwards. */
    interface Reader {
        void read(Labels labels, SampleBuffer samples);
    }

    /** Returns the time that a selector or subquery looks at when it is evaluated at a time. */
    long look(Timing timing, long time) {
        long base = switch (timing.at().kind()) {
            case NONE -> time;
            case TIME -> timing.at().millis();
            case START -> queryStart;
            case END -> queryEnd;
        };
        return base - timing.offset();
    }

    /** Returns the first millisecond of a window. */
    long first(long start) {
        return semantics.leftOpen() ? start + 1 : start;
    }

    /**
     * Returns the newest sample of each series at each step, none if it is older than the look-back or a stale marker.
     *
     * @param times whether the samples' times are wanted, in seconds, and not their values
     */
    Rows newest(Expr.Selector selector, Steps steps, boolean times) {
        Rows rows = new Rows(meter);
        long from = first(look(selector.timing(), steps.start()) - lookback);
        long to = look(selector.timing(), steps.last());
        boolean one = steps.count() == 1;
        read(selector, from, to, one ? Series::readNewest : Series::read, (labels, samples) -> {
            rows.add(labels, newest(selector, steps, samples, times));
        });
        return rows;
    }

    private double[] newest(Expr.Selector selector, Steps steps, SampleBuffer samples, boolean times) {
        long[] at = samples.times();
        double[] values = samples.values();
        double[] newest = new double[steps.count()];
        int next = 0;
        for (int i = 0; i < newest.length; i++) {
            long now = look(selector.timing(), steps.at(i));
            while (next < samples.size() && at[next] <= now) {
                next++;
            }
            if (next == 0 || at[next - 1] < first(now - lookback)) {
                newest[i] = Stale.MARKER;
            } else {
                newest[i] = times && !Stale.is(values[next - 1]) ? at[next - 1] / 1000.0 : values[next - 1];
            }
        }
        return newest;
    }

    /** Reads the samples of a range at all steps, without stale markers. */
    void range(Expr.Range range, Steps steps, Reader reader) {
        Timing timing = range.selector().timing();
        long from = first(look(timing, steps.start()) - range.millis());
        read(range.selector(), from, look(timing, steps.last()), Series::read, (labels, samples) -> {
            samples.dropStale();
            reader.read(labels, samples);
        });
    }

    /** Appends samples of a series' range. */
    private interface Source {
        void read(Series series, long from, long to, SampleBuffer into);
    }

    private void read(Expr.Selector selector, long from, long to, Source of, Reader reader) {
        List<Series> selected = new ArrayList<>(source.select(meter.metered(selector.conditions()), from, to));
        long listed = BYTES_A_SELECTED * selected.size();
        meter.hold(0, listed);
        selected.sort(Comparator.comparing(Series::labels));
        SampleBuffer samples = buffer();
        for (Series series : selected) {
            samples.clear();
            of.read(series, from, to, samples);
            int held = samples.size();
            meter.tick(held);
            meter.hold(held, 0);
            if (held > 0) {
                reader.read(series.labels(), samples);
            }
            meter.release(held, 0);
        }
        release(samples);
        meter.release(0, listed);
    }

    /** Returns a buffer whose memory counts until it is released. */
    SampleBuffer buffer() {
        int[] held = {0};
        return new SampleBuffer(capacity -> {
            meter.limits().checkSamples(held[0]);
            meter.hold(0, 16L * (capacity - held[0]));
            held[0] = capacity;
        });
    }

    void release(SampleBuffer buffer) {
        meter.release(0, 16L * buffer.times().length);
    }
}
