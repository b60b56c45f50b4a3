package io.quorumeter.benchmarks.queries;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import com.sun.management.OperatingSystemMXBean;
import io.quorumeter.Counter;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;
import io.quorumeter.monitoring.MonitoringSystem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A process with a replica among 128, which works in real time, and a monitoring system over it, or none to compare with. The first line
 * that it prints is where it is served; then it answers each word that it reads with a number, until there is no more to read.
 */
final class NodeProcess {
    /** The CPU time of the process but for what simulates the network and answers here, in nanoseconds. */
    static final String CPU = "cpu";

    /** The CPU time of a fixed number of recordings, in nanoseconds. */
    static final String RECORD = "record";

    /** The bytes in use of the heap after a full collection. */
    static final String HEAP = "heap";

    /** How many threads there are. */
    static final String THREADS = "threads";

    /** How many samples history has. */
    static final String SAMPLES = "samples";

    /** What is printed where there is no monitoring system. */
    private static final String UNSERVED = "http://nowhere.invalid";

    /** After so much of the network's time the JVM has compiled what simulates it, which is not what is measured. */
    private static final Duration COMPILED = Duration.ofMinutes(5);

    private static final Duration SLICE = Duration.ofMillis(100);
    static final int RECORDINGS = 10_000_000;
    private static final ThreadMXBean ALL_THREADS = ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private static final List<String> HEAP_POOLS = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getName)
            .toList();

    private final @Nullable MonitoringSystem monitoring;
    private final Thread simulator;
    private final Counter counter;
    private final Timer timer;

    private NodeProcess(Duration interval) throws IOException {
        Recording recording = new Recording(HistoryCost.REPLICAS, HistoryCost.DELAY);
        MetricsCollector metrics = recording.collector();
        counter = metrics.counter("benchmark_work_total").create();
        timer = metrics.timer("benchmark_wait_seconds").create();
        simulator = new Thread(() -> simulate(recording), "simulator");
        simulator.setDaemon(true);
        recording.run(COMPILED);
        monitoring = interval.isZero()
                ? null
                : MonitoringSystem.create(0).metrics(metrics).interval(interval).start();
    }

    /** Runs it; the argument is the distance of ticks in milliseconds, 0 for no monitoring system. */
    public static void main(String[] args) throws IOException {
        new NodeProcess(Duration.ofMillis(Long.parseLong(args[0]))).run();
    }

    private void run() throws IOException {
        simulator.start();
        System.out.println(monitoring == null ? UNSERVED : monitoring.uri());
        BufferedReader words = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String word = words.readLine(); word != null; word = words.readLine()) {
            System.out.println(answer(word));
        }
        if (monitoring != null) {
            monitoring.close();
        }
    }

    private long answer(String word) {
        return switch (word) {
            case CPU ->
                PROCESS.getProcessCpuTime()
                        - ALL_THREADS.getThreadCpuTime(simulator.getId())
                        - ALL_THREADS.getCurrentThreadCpuTime();
            case RECORD -> record();
            case HEAP -> heap();
            case THREADS -> ALL_THREADS.getThreadCount();
            case SAMPLES ->
                Objects.requireNonNull(monitoring).history().statistics().samples();
            default -> throw new IllegalArgumentException(word);
        };
    }

    /** What the collector itself found to live: until it is asked here, the other threads have allocated much again. */
    private static long heap() {
        System.gc();
        return ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class).stream()
                .map(GarbageCollectorMXBean::getLastGcInfo)
                .filter(Objects::nonNull)
                .max(Comparator.comparingLong(GcInfo::getEndTime))
                .stream()
                .flatMap(last -> HEAP_POOLS.stream()
                        .map(pool -> last.getMemoryUsageAfterGc().get(pool)))
                .mapToLong(MemoryUsage::getUsed)
                .sum();
    }

    private long record() {
        long begun = ALL_THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < RECORDINGS; i++) {
            counter.increment();
            timer.record((i * 7919L) & 0xfffff);
        }
        return ALL_THREADS.getCurrentThreadCpuTime() - begun;
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
