package io.quorumeter.monitoring.system;

import io.quorumeter.MetricLevel;
import io.quorumeter.MetricsCollector;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.snapshot.FamilySnapshot;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A machine of which every file is written by the test, read when the test asks for it, and the collector that shows it. */
final class Fixture {
    static final Map<String, String> FILES = Map.ofEntries(
            Map.entry("proc/stat", """
                    cpu  1000 20 300 8000 400 5 75 200 0 0
                    cpu0 600 10 200 3900 200 5 35 50 0 0
                    cpu1 400 10 100 4100 200 0 40 150 0 0
                    intr 123456 0 7 9
                    ctxt 7654321
                    btime 1700000000
                    processes 4242
                    procs_running 3
                    procs_blocked 1
                    softirq 99 1 2 3
                    """),
            Map.entry("proc/meminfo", """
                    MemTotal:       8000000 kB
                    MemFree:        1000000 kB
                    MemAvailable:   5000000 kB
                    Buffers:         200000 kB
                    Cached:         3000000 kB
                    SwapCached:           0 kB
                    SwapTotal:      2000000 kB
                    SwapFree:       1500000 kB
                    Dirty:             1200 kB
                    Writeback:           40 kB
                    Shmem:           300000 kB
                    SReclaimable:    500000 kB
                    Slab:            700000 kB
                    Committed_AS:   9000000 kB
                    HugePages_Total:       0
                    """),
            Map.entry("proc/net/dev", """
                    Inter-|   Receive                                        |  Transmit
                     face |bytes packets errs drop fifo frame compressed multicast|bytes packets errs drop fifo colls carrier compressed
                        lo:     500       5    0    0    0     0     0         0      500       5    0    0    0     0       0     0
                      eth0:    1000      10    1    2    0     0     0         0     2000      20    3    4    0     0       0     0
                    """),
            Map.entry("proc/diskstats", """
                       8       0 sda 100 5 2000 300 200 6 4000 700 2 900 1000 1 2 3 4 50 60
                       8       1 sda1 90 5 1900 290 190 6 3900 690 0 890 980 1 2 3 4 0 0
                       7       0 loop0 1 0 2 0 0 0 0 0 0 0 0
                    """),
            Map.entry("proc/loadavg", "1.47 0.53 12.93 2/141 18872\n"),
            Map.entry("proc/pressure/cpu", "some avg10=5.43 avg60=6.06 avg300=10.01 total=9403484\n"),
            Map.entry("proc/pressure/io", """
                    some avg10=0.00 avg60=0.00 avg300=0.30 total=6800000
                    full avg10=0.00 avg60=0.00 avg300=0.09 total=1100000
                    """),
            Map.entry("proc/pressure/memory", """
                    some avg10=0.00 avg60=0.00 avg300=0.00 total=500000
                    full avg10=0.00 avg60=0.00 avg300=0.00 total=0
                    """),
            Map.entry(
                    "proc/self/stat",
                    "77 (java (no) 1) S 1 77 77 0 -1 4194304 103 0 6 0 1234 766 0 0 20 0 31 0 5000 3133440000 388 9 1 2 3\n"),
            Map.entry("proc/self/status", "Name:\tjava\nVmSize:\t 3060000 kB\nVmRSS:\t  400000 kB\nThreads:\t31\n"),
            Map.entry("proc/self/limits", """
                    Limit                     Soft Limit           Hard Limit           Units
                    Max processes             96364                96364                processes
                    Max open files            1024                 524288               files
                    """),
            Map.entry("proc/self/fd/0", ""),
            Map.entry("proc/self/fd/1", ""),
            Map.entry("proc/self/cgroup", "0::/node.service\n"),
            Map.entry("sys/fs/cgroup/node.service/cpu.stat", """
                    usage_usec 2500000
                    user_usec 2000000
                    nr_periods 40
                    nr_throttled 4
                    throttled_usec 1500000
                    """),
            Map.entry("sys/fs/cgroup/node.service/cpu.max", "150000 100000\n"),
            Map.entry("sys/fs/cgroup/node.service/memory.current", "3000000\n"),
            Map.entry("sys/fs/cgroup/node.service/memory.max", "4000000\n"),
            Map.entry("sys/fs/cgroup/node.service/memory.stat", "anon 1000000\ninactive_file 1000000\n"),
            Map.entry("sys/fs/cgroup/node.service/memory.events", "low 1\nhigh 2\nmax 3\noom 4\noom_kill 5\n"));

    private static final Instant WALL = Instant.ofEpochSecond(1_700_000_100);

    final MetricsCollector metrics =
            Quorumeter.collector().level(MetricLevel.DETAILED).create();
    private final Path root;
    private long nanos;
    private @Nullable SystemMetrics system;

    private Fixture(Path root) {
        this.root = root;
    }

    /** A machine with files that make sense. */
    static Fixture in(Path root) {
        Fixture fixture = new Fixture(root);
        FILES.forEach(fixture::write);
        return fixture;
    }

    /** A machine with nothing. */
    static Fixture bareIn(Path root) {
        return new Fixture(root);
    }

    Fixture write(String path, String text) {
        try {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return this;
    }

    /** Writes a file as it was at the beginning. */
    Fixture restore(String path) {
        return write(path, original(path));
    }

    static String original(String path) {
        return Objects.requireNonNull(FILES.get(path), path);
    }

    Fixture edit(String path, String old, String fresh) {
        try {
            String text = Files.readString(root.resolve(path));
            if (!text.contains(old)) {
                throw new IllegalArgumentException(path + " lacks '" + old + "'");
            }
            return write(path, text.replace(old, fresh));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Fixture delete(String path) {
        try {
            Files.deleteIfExists(root.resolve(path));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return this;
    }

    SystemMetrics system() {
        SystemMetrics present = system;
        if (present == null) {
            present = new SystemMetrics(SystemMetrics.of(root)
                    .root(root)
                    .watchThreads("consensus")
                    .clocks(() -> nanos, () -> WALL.plusNanos(nanos)));
            present.attach(metrics);
            system = present;
        }
        return present;
    }

    /** Reads everything that is due, a second after the last time. */
    Fixture read() {
        system().read();
        nanos += Duration.ofSeconds(1).toNanos();
        return this;
    }

    Fixture read(int times) {
        for (int i = 0; i < times; i++) {
            read();
        }
        return this;
    }

    MetricsSnapshot snapshot() {
        return metrics.snapshot();
    }

    /** The value of a series; NaN when it is not there. */
    double value(String family, String... labels) {
        return snapshot().value(family, labels).orElse(Double.NaN);
    }

    /** The values of a family by their labels. */
    Map<String, Double> values(String family) {
        Map<String, Double> values = new TreeMap<>();
        snapshot().family(family).ifPresent(found -> collect(found, values));
        return values;
    }

    private static void collect(FamilySnapshot family, Map<String, Double> values) {
        for (int i = 0; i < family.size(); i++) {
            values.put(String.join(",", text(family, i)), family.value(i));
        }
    }

    private static Iterable<String> text(FamilySnapshot family, int index) {
        return family.descriptor().labelNames().stream()
                .map(label -> String.valueOf(family.labels(index).get(label)))
                .toList();
    }

    double failures(String part) {
        return value("quorumeter_system_read_failures_total", "part", part);
    }
}
