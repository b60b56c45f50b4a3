package io.quorumeter.benchmarks.reading;

import io.quorumeter.MetricLevel;
import io.quorumeter.MetricsCollector;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.monitoring.system.SystemMetrics;
import io.quorumeter.snapshot.FamilySnapshot;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long a reading takes of a process with 200 threads, 11 of them watched, on a machine with 20 network interfaces. The files are those
 * of this machine but for the one of the interfaces, of which a machine for tests has too few. Before each reading is a pause, since a tick
 * does not find in the caches of a core what the last one left there: without one, a reading takes about half the time. A single reading is
 * no public call, so it is called by its handle.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(time = 1)
@Measurement(time = 1)
@State(Scope.Benchmark)
public class SystemTick {
    private static final int INTERFACES = 20;
    private static final int THREADS = 200;
    private static final int WATCHED = 11;
    private static final int READINGS_UNTIL_COMPILED = 5_000;
    private static final int PAUSE_MILLIS = 20;
    private static final MethodHandle CREATE;
    private static final MethodHandle READ;

    static {
        try {
            MethodHandles.Lookup inside = MethodHandles.privateLookupIn(SystemMetrics.class, MethodHandles.lookup());
            CREATE = inside.findConstructor(
                    SystemMetrics.class, MethodType.methodType(void.class, SystemMetrics.Builder.class));
            READ = inside.findVirtual(SystemMetrics.class, "read", MethodType.methodType(void.class));
        } catch (ReflectiveOperationException missing) {
            throw new ExceptionInInitializerError(missing);
        }
    }

    private final MetricsCollector metrics =
            Quorumeter.collector().level(MetricLevel.DETAILED).create();
    private final CountDownLatch end = new CountDownLatch(1);
    private Path root;
    private SystemMetrics system;

    /** Starts the threads, and reads until there is nothing left to compile. */
    @Setup
    public void start() throws Throwable {
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(this::await, (i < WATCHED ? "consensus-" : "other-") + i);
            thread.setDaemon(true);
            thread.start();
        }
        root = root();
        SystemMetrics.Builder settings =
                SystemMetrics.of(Path.of("")).root(root).watchThreads("consensus");
        system = (SystemMetrics) CREATE.invokeExact(settings);
        system.attach(metrics);
        for (int i = 0; i < READINGS_UNTIL_COMPILED; i++) {
            READ.invokeExact(system);
        }
    }

    /** Lets others have the caches. */
    @Setup(Level.Invocation)
    public void pause() throws InterruptedException {
        Thread.sleep(PAUSE_MILLIS);
    }

    private void await() {
        try {
            end.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Links to the files of this machine, with interfaces of our own. */
    private static Path root() throws IOException {
        Path root = Files.createTempDirectory("system-tick");
        Path kernel = Files.createDirectories(root.resolve("proc"));
        Files.createSymbolicLink(root.resolve("sys"), Path.of("/sys"));
        for (String file : new String[] {"stat", "meminfo", "diskstats", "loadavg", "pressure", "self", "sys"}) {
            Files.createSymbolicLink(kernel.resolve(file), Path.of("/proc", file));
        }
        Files.writeString(
                Files.createDirectory(kernel.resolve("net")).resolve("dev"),
                IntStream.range(0, INTERFACES)
                        .mapToObj(
                                i -> "  eth" + i + ": 81985529216 486865 0 12 0 0 0 0 4294967296 365471 0 3 0 0 0 0\n")
                        .collect(Collectors.joining()));
        return root;
    }

    /** A reading. */
    @Benchmark
    public void read() throws Throwable {
        READ.invokeExact(system);
    }

    /** Ends the threads, and checks that all that there is was read. */
    @TearDown
    public void end() throws IOException {
        MetricsSnapshot shown = metrics.snapshot();
        int interfaces = shown.family("node_network_receive_bytes_total")
                .map(FamilySnapshot::size)
                .orElse(0);
        double failures = shown.total("quorumeter_system_read_failures_total");
        double ran = shown.value("process_thread_running_seconds_total", "thread", "consensus")
                .orElse(0);
        system.close();
        end.countDown();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        if (interfaces != INTERFACES || failures > 0 || ran == 0) {
            throw new IllegalStateException(interfaces + " interfaces, " + failures + " failures, threads ran " + ran);
        }
    }
}
