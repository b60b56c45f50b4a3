package io.quorumeter.benchmarks.recording;

import io.quorumeter.Histogram;
import io.quorumeter.MetricsCollector;
import io.quorumeter.benchmarks.subject.Latencies;
import io.quorumeter.benchmarks.subject.Quorumeter;
import java.util.concurrent.CountDownLatch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What a record costs depending on who else records in the same histogram: nobody, or others who were there first. */
public class HistogramOwners extends Recording {
    private static final int EARLIER_THREADS = 4;

    private static void polluteSite(Quorumeter subject, Runnable site) {
        Histogram measured = subject.histogram;
        Pollution.pollute(Quorumeter::newHistogram, kind -> {
            subject.histogram = kind;
            site.run();
        });
        subject.histogram = measured;
    }

    /** A histogram for each thread. */
    @State(Scope.Thread)
    public static class Own {
        private Histogram histogram = Quorumeter.newHistogram(MetricsCollector.noop());

        /** Shows the call site all kinds. */
        @Setup(Level.Trial)
        public void pollute() {
            HistogramOwners site = new HistogramOwners();
            Latencies values = new Latencies();
            Pollution.pollute(Quorumeter::newHistogram, kind -> {
                histogram = kind;
                site.ownSeries(this, values);
            });
            histogram = Quorumeter.newHistogram(io.quorumeter.core.Quorumeter.newCollector());
        }
    }

    /** A histogram in which other threads, still alive, recorded before. */
    @State(Scope.Benchmark)
    public static class Late extends Quorumeter {
        private final CountDownLatch measured = new CountDownLatch(1);

        /** Shows the call site all kinds, and lets the others record. */
        @Setup(Level.Trial)
        public void pollute() throws InterruptedException {
            HistogramOwners site = new HistogramOwners();
            Latencies values = new Latencies();
            polluteSite(this, () -> site.afterOthers(this, values));
            CountDownLatch recorded = new CountDownLatch(EARLIER_THREADS);
            for (int i = 0; i < EARLIER_THREADS; i++) {
                Thread earlier = new Thread(() -> recordAndStay(recorded), "earlier");
                earlier.setDaemon(true);
                earlier.start();
            }
            recorded.await();
        }

        /** Lets them end. */
        @TearDown(Level.Trial)
        public void letGo() {
            measured.countDown();
        }

        private void recordAndStay(CountDownLatch recorded) {
            histogram.record(1);
            recorded.countDown();
            try {
                measured.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Each thread in a histogram of its own. */
    @Benchmark
    public void ownSeries(Own own, Latencies values) {
        own.histogram.record(values.nextNanos());
    }

    /** All in one, in which four others recorded before. */
    @Benchmark
    public void afterOthers(Late subject, Latencies values) {
        subject.histogram.record(values.nextNanos());
    }
}
