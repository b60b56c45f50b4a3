package io.quorumeter.benchmarks.subject;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A metrics library with one instrument of each kind, and on request a reader that scrapes it while it is measured. */
@State(Scope.Benchmark)
public abstract class Subject {
    /** Eleven upper bounds in seconds, over the range of {@link Latencies}. */
    static final double[] BOUNDS = {
        16e-6, 32e-6, 64e-6, 128e-6, 256e-6, 512e-6, 1.024e-3, 2.048e-3, 4.096e-3, 8.192e-3, 16.384e-3
    };

    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int MORE_COUNTERS = 1_000;
    private static final int MORE_HISTOGRAMS = 100;

    /** Whether everything is scraped every 100 ms meanwhile, with a thousand counters and a hundred histograms beside. */
    @Param("false")
    public boolean scraped;

    private @Nullable Thread scraper;
    private volatile boolean stopped;

    /** {@return eleven upper bounds in seconds, over the range of the latencies that are recorded} */
    public static double[] bounds() {
        return BOUNDS.clone();
    }

    /** Starts the scraper when there is to be one. */
    @Setup(Level.Trial)
    public final void startScraping() {
        if (!scraped) {
            return;
        }
        for (int i = 0; i < MORE_COUNTERS; i++) {
            addCounter("more_" + i);
        }
        for (int i = 0; i < MORE_HISTOGRAMS; i++) {
            addHistogram("more_" + i);
        }
        Thread thread = new Thread(this::scrapeOnAndOn, "scraper");
        thread.setDaemon(true);
        thread.start();
        scraper = thread;
    }

    /** Stops it. */
    @TearDown(Level.Trial)
    public final void stopScraping() throws InterruptedException {
        stopped = true;
        if (scraper != null) {
            LockSupport.unpark(scraper);
            scraper.join();
        }
    }

    /** Reads everything once, in the library's cheapest complete way. */
    abstract void scrape() throws IOException;

    /** Adds a counter that is only read. */
    abstract void addCounter(String name);

    /** Adds a histogram that is only read. */
    abstract void addHistogram(String name);

    private void scrapeOnAndOn() {
        long next = System.nanoTime();
        while (!stopped) {
            try {
                scrape();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            next += PERIOD_NANOS;
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }
}
