package io.quorumeter.alerting.alert;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What something was at the beginning of a window that ends now: the total that is to be taken away from that of now. Before the window
 * has passed for the first time that is what it was at the start; so what was counted before anybody looked is in it. Keeps about
 * {@value #SAMPLES} samples however often it is given one, so the window may be longer than said by that part. Not thread-safe.
 *
 * @param <T> a total
 */
final class Window<T> {
    private static final int SAMPLES = 60;

    private record Sample<T>(long nanos, T total) {}

    private final long span;
    private final long apart;
    private final long start;
    private final Deque<Sample<T>> samples = new ArrayDeque<>();

    /** With what the total was at the start; a span of zero stands for since then. */
    Window(Duration span, long start, T zero) {
        this.span = span.toNanos();
        this.apart = this.span / SAMPLES;
        this.start = start;
        samples.add(new Sample<>(start, zero));
    }

    /** Remembers what the total is now, if the last one is long enough ago. */
    void remember(long nanos, T total) {
        if (span == 0 || nanos - samples.getLast().nanos < apart) {
            return;
        }
        samples.addLast(new Sample<>(nanos, total));
        while (samples.size() > 1 && second().nanos - (nanos - span) <= 0) {
            samples.removeFirst();
        }
    }

    /** The total at the beginning of the window. Changes nothing. */
    T base(long nanos) {
        T base = samples.getFirst().total;
        if (span == 0) {
            return base;
        }
        for (Sample<T> sample : samples) {
            if (sample.nanos - (nanos - span) > 0) {
                break;
            }
            base = sample.total;
        }
        return base;
    }

    /** Whether all of the window has passed since the start. */
    boolean isWhole(long nanos) {
        return nanos - start >= span;
    }

    double seconds() {
        return span / 1e9;
    }

    int size() {
        return samples.size();
    }

    private Sample<T> second() {
        var all = samples.iterator();
        all.next();
        return all.next();
    }
}
