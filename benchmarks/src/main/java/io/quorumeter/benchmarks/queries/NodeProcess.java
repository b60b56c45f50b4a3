package io.quorumeter.benchmarks.queries;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.OperatingSystemMXBean;
import io.quorumeter.Counter;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;
import io.quorumeter.monitoring.MonitoringSystem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * A process with a monitoring system over a replica among 128, which works in real time. The first line that it prints is where it is
 * served; then it answers each word that it reads with a number, until there is no more to read.
 */
final class NodeProcess {
    /** The CPU time of the process but for what simulates the network and answers here, in nanoseconds. */
    static final String CPU = "cpu";

    /** The CPU time of a fixed number of recordings, in nanoseconds. */
    static final String RECORD = "record";

    /** The bytes in use of the heap after a full collection; the most after any collection is counted from here on. */
    static final String HEAP = "heap";

    /** The most bytes of the heap that were in use after a collection. */
    static final String PEAK = "peak";

    /** How many threads there are. */
    static final String THREADS = "threads";

    /** How many samples history has. */
    static final String SAMPLES = "samples";

    /** After so much of the network's time the JVM has compiled what simulates it, which is not what is measured. */
    private static final Duration COMPILED = Duration.ofMinutes(5);

    private static final Duration SLICE = Duration.ofMillis(100);
    static final int RECORDINGS = 10_000_000;
    private static final ThreadMXBean ALL_THREADS = ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final MonitoringSystem monitoring;
    private final Thread simulator;
    private final Counter counter;
    private final Timer timer;
    private final AtomicLong peak = new AtomicLong();

    private NodeProcess(Duration interval) throws IOException {
        Recording recording = new Recording(HistoryCost.REPLICAS, HistoryCost.DELAY);
        MetricsCollector metrics = recording.collector();
        counter = metrics.counter("benchmark_work_total").create();
        timer = metrics.timer("benchmark_wait_seconds").create();
        simulator = new Thread(() -> simulate(recording), "simulator");
        simulator.setDaemon(true);
        recording.run(COMPILED);
        monitoring =
                MonitoringSystem.create(0).metrics(metrics).interval(interval).start();
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector)
                    .addNotificationListener(
                            (notification, none) -> collected(
                                    GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData())),
                            null,
                            null);
        }
    }

    /** Runs it; the argument is the distance of ticks in milliseconds. */
    public static void main(String[] args) throws IOException {
        new NodeProcess(Duration.ofMillis(Long.parseLong(args[0]))).run();
    }

    private void run() throws IOException {
        simulator.start();
        System.out.println(monitoring.uri());
        BufferedReader words = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String word = words.readLine(); word != null; word = words.readLine()) {
            System.out.println(answer(word));
        }
        monitoring.close();
    }

    private long answer(String word) {
        return switch (word) {
            case CPU ->
                PROCESS.getProcessCpuTime()
                        - ALL_THREADS.getThreadCpuTime(simulator.getId())
                        - ALL_THREADS.getCurrentThreadCpuTime();
            case RECORD -> record();
            case HEAP -> {
                System.gc();
                long used =
                        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
                peak.set(used);
                yield used;
            }
            case PEAK -> peak.get();
            case THREADS -> ALL_THREADS.getThreadCount();
            case SAMPLES -> monitoring.history().statistics().samples();
            default -> throw new IllegalArgumentException(word);
        };
    }

    private long record() {
        long begun = ALL_THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < RECORDINGS; i++) {
            counter.increment();
            timer.record((i * 7919L) & 0xfffff);
        }
        return ALL_THREADS.getCurrentThreadCpuTime() - begun;
    }

    private void collected(GarbageCollectionNotificationInfo info) {
        long used = info.getGcInfo().getMemoryUsageAfterGc().entrySet().stream()
                .filter(pool -> ManagementFactory.getMemoryPoolMXBeans().stream()
                        .anyMatch(bean -> bean.getName().equals(pool.getKey()) && bean.getType() == MemoryType.HEAP))
                .map(Map.Entry::getValue)
                .mapToLong(MemoryUsage::getUsed)
                .sum();
        peak.accumulateAndGet(used, Math::max);
    }

    private static void simulate(Recording recording) {
        long begun = System.nanoTime();
        for (long slice = 1; ; slice++) {
            recording.run(SLICE);
            long wait = begun + slice * SLICE.toNanos() - System.nanoTime();
            LockSupport.parkNanos(Math.max(wait, TimeUnit.MILLISECONDS.toNanos(1)));
        }
    }
}
