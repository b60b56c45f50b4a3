package io.quorumeter.benchmarks.memory;

import io.quorumeter.Counter;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;
import io.quorumeter.benchmarks.report.Figure;
import io.quorumeter.benchmarks.report.Figures;
import io.quorumeter.benchmarks.subject.Latencies;
import io.quorumeter.core.Quorumeter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.function.LongConsumer;

/** Sizes instruments, idle and in use. */
public final class InstrumentSizes {
    private static final int RECORDS = 200_000;
    private static final int CONTENDING = 8;

    private final MetricsCollector collector = Quorumeter.newCollector();
    private int series;

    private InstrumentSizes() {}

    /** Adds the sizes of all to what was measured. */
    public static void measure(Figures to) throws InterruptedException {
        InstrumentSizes sizes = new InstrumentSizes();
        add(to, "idleCounter", OwnSize.of(sizes.newCounter(), sizes.newCounter()));
        add(to, "idleHistogram", OwnSize.of(sizes.newTimer(), sizes.newTimer()));
        add(to, "countedByOne", sizes.counted(1));
        add(to, "countedByEight", sizes.counted(CONTENDING));
        add(to, "eightOctaves", sizes.recorded(8, 1));
        add(to, "twentyOctaves", sizes.recorded(20, 1));
        add(to, "eightOctavesContended", sizes.recorded(8, CONTENDING));
        add(to, "twentyOctavesContended", sizes.recorded(20, CONTENDING));
    }

    private static void add(Figures to, String name, long bytes) {
        to.add(Figure.size(name), (double) bytes);
    }

    private Counter newCounter() {
        return collector.counter("size_total").with("series", "s" + series++).create();
    }

    private Timer newTimer() {
        return collector.timer("size_seconds").with("series", "s" + series++).create();
    }

    private long counted(int threads) throws InterruptedException {
        Counter one = newCounter();
        Counter twin = newCounter();
        use(threads, new long[RECORDS], value -> {
            one.increment();
            twin.increment();
        });
        return OwnSize.of(one, twin);
    }

    private long recorded(int octaves, int threads) throws InterruptedException {
        Timer one = newTimer();
        Timer twin = newTimer();
        use(threads, Latencies.nanos(RECORDS, octaves), value -> {
            one.record(value);
            twin.record(value);
        });
        return OwnSize.of(one, twin);
    }

    private static void use(int threads, long[] values, LongConsumer instrument) throws InterruptedException {
        CyclicBarrier together = new CyclicBarrier(threads);
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> {
                await(together);
                for (long value : values) {
                    instrument.accept(value);
                }
                await(together);
            });
            thread.start();
            all.add(thread);
        }
        for (Thread thread : all) {
            thread.join();
        }
    }

    private static void await(CyclicBarrier together) {
        try {
            together.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }
}
