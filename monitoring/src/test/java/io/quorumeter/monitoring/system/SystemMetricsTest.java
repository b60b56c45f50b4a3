package io.quorumeter.monitoring.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import io.quorumeter.LabelValue;
import io.quorumeter.MetricDeclarationException;
import io.quorumeter.MetricLevel;
import io.quorumeter.MetricsCollector;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.snapshot.Distribution;
import io.quorumeter.snapshot.FamilySnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemMetricsTest {
    private static final Path HERE = Path.of(".");

    @TempDir
    private Path root;

    @Test
    void collectors_showTheSameProcess_fromTheMomentTheyAreAttached() {
        Fixture machine = Fixture.in(root).read();
        MetricsCollector second = Quorumeter.newCollector();
        machine.system().attach(second);
        machine.system().attach(second);
        assertThat(second.snapshot().value("node_load1")).hasValue(1.47);
        machine.write("proc/loadavg", "3.00 0 0 1/2 3\n").read(10);
        assertThat(second.snapshot().value("node_load1")).hasValue(3);
        assertThat(machine.value("node_load1")).isEqualTo(3);
        machine.edit("proc/net/dev", "eth0", "eth7").read();
        assertThat(second.snapshot().value("node_network_receive_bytes_total", "device", "eth7"))
                .hasValue(1000);
        assertThat(second.snapshot().value("node_network_receive_bytes_total", "device", "eth0"))
                .isEmpty();
    }

    @Test
    void detachedCollector_showsNothingMore() {
        Fixture machine = Fixture.in(root).read();
        MetricsCollector second = Quorumeter.newCollector();
        machine.system().attach(second);
        machine.system().detach(second);
        machine.system().detach(second);
        machine.edit("proc/net/dev", "eth0", "eth7").read();
        assertThat(families(second)).noneMatch(family -> family.startsWith("node_") || family.startsWith("process_"));
        assertThat(machine.value("node_load1")).isEqualTo(1.47);
        machine.system().close();
        assertThat(families(machine.metrics)).noneMatch(family -> family.startsWith("node_"));
    }

    @Test
    void collectorOfEssentials_hasNoMore() {
        MetricsCollector essentials =
                Quorumeter.collector().level(MetricLevel.ESSENTIAL).create();
        Fixture machine = Fixture.in(root).read();
        machine.system().attach(essentials);
        assertThat(families(essentials))
                .contains("process_cpu_seconds_total", "hotstuff2_performance_disk_usage_ratio")
                .doesNotContain("node_load1", "node_cpu_seconds_total");
    }

    @Test
    void collectorThatCallsSomethingElseTheSame_isRefused_andShowsNothing() {
        MetricsCollector metrics = Quorumeter.newCollector();
        metrics.gauge("process_open_fds").create();
        SystemMetrics system = Fixture.in(root).read().system();
        assertThatThrownBy(() -> system.attach(metrics))
                .isInstanceOf(MetricDeclarationException.class)
                .hasMessageContaining("process_open_fds");
        assertThat(families(metrics)).noneMatch(family -> family.startsWith("node_"));
    }

    @Test
    void machineWithoutProc_isReadFromTheBeans_andSaysSo() {
        Fixture machine = Fixture.bareIn(root).read();
        assertThat(machine.value("quorumeter_system_info", "source", "beans", "cgroup", "none"))
                .isEqualTo(1);
        assertThat(machine.value("process_cpu_seconds_total")).isPositive();
        assertThat(machine.value("process_start_time_seconds")).isGreaterThan(1.7e9);
        assertThat(machine.value("node_memory_MemTotal_bytes")).isPositive();
        assertThat(machine.value("hotstuff2_performance_memory_usage_ratio", "scope", "machine"))
                .isBetween(0.0, 1.0);
        assertThat(machine.value("process_open_fds")).isPositive();
        assertThat(machine.value("jvm_threads_current")).isPositive();
        assertThat(machine.value("node_network_receive_bytes_total", "device", "lo"))
                .isNaN();
        for (SystemFamilies.Part part : SystemFamilies.Part.values()) {
            assertThat(machine.failures(LabelValue.of(part))).isZero();
        }
    }

    @Test
    void fileThatEveryKernelHas_isCountedWhenItIsMissing_andReadAgainWhenItIsThere() {
        Fixture machine = Fixture.in(root).delete("proc/meminfo").read();
        assertThat(machine.value("node_memory_MemTotal_bytes")).isNaN();
        assertThat(machine.failures("memory")).isEqualTo(1);
        machine.restore("proc/meminfo").read(61);
        assertThat(machine.value("node_memory_MemTotal_bytes")).isPositive();
        assertThat(machine.failures("memory")).isEqualTo(1);
    }

    @Test
    void thisMachine_isRead() {
        MetricsCollector metrics = Quorumeter.newCollector();
        try (SystemMetrics system =
                SystemMetrics.of(HERE).withoutFlightRecorder().start()) {
            system.attach(metrics);
            assertThat(metrics.snapshot().value("process_resident_memory_bytes"))
                    .isPresent();
            assertThat(metrics.snapshot().value("jvm_memory_used_bytes", "area", "heap"))
                    .isPresent();
            assertThat(metrics.snapshot()
                            .value("hotstuff2_performance_disk_usage_ratio")
                            .orElseThrow())
                    .isBetween(0.0, 1.0);
            assertThat(metrics.snapshot().total("quorumeter_system_read_failures_total"))
                    .isZero();
            double before =
                    metrics.snapshot().value("process_cpu_seconds_total").orElseThrow();
            await().until(() ->
                    metrics.snapshot().value("process_cpu_seconds_total").orElseThrow() > before);
        }
    }

    @Test
    void pauses_areRecorded() {
        MetricsCollector metrics = Quorumeter.newCollector();
        try (SystemMetrics system = SystemMetrics.of(HERE).start()) {
            system.attach(metrics);
            await().until(() -> {
                System.gc();
                return recorded(metrics, "jvm_gc_pause_seconds") > 0
                        && recorded(metrics, "jvm_safepoint_seconds") > 0
                        && recorded(metrics, "jvm_safepoint_sync_seconds") > 0
                        && recorded(metrics, "jvm_gc_collection_seconds") > 0;
            });
            Distribution stopped =
                    metrics.snapshot().distribution("jvm_safepoint_seconds").orElseThrow();
            assertThat(stopped.max())
                    .isGreaterThanOrEqualTo(metrics.snapshot()
                                    .distribution("jvm_gc_pause_seconds")
                                    .orElseThrow()
                                    .max()
                            * 0.9);
            assertThat(metrics.snapshot().total("quorumeter_system_read_failures_total"))
                    .isZero();
        }
    }

    @Test
    void machine_isNamed_andItsUptimeIsItsClockLessItsStart() {
        Fixture machine = Fixture.in(root)
                .write("proc/sys/kernel/ostype", "Linux\n")
                .write("proc/sys/kernel/hostname", "validator-7\n")
                .write("proc/sys/kernel/osrelease", "6.1.0\n")
                .read(2);
        assertThat(machine.value("node_time_seconds") - machine.value("node_boot_time_seconds"))
                .isEqualTo(102);
        assertThat(machine.values("node_uname_info"))
                .containsExactly(entry("Linux,validator-7,6.1.0,unknown,unknown,unknown", 1.0));
        double before = machine.value("process_uptime_seconds");
        assertThat(before).isPositive();
        await().until(() -> machine.value("process_uptime_seconds") > before);
    }

    @Test
    void volume_hasItsSizeAndItsMountPoint() throws IOException {
        Fixture machine = Fixture.in(root);
        machine.system();
        FileStore volume = Files.getFileStore(root);
        String mountPoint = volume.toString().substring(0, volume.toString().indexOf(" (")); // as Linux' own prints it
        assertThat(machine.values("node_filesystem_size_bytes"))
                .containsExactly(entry(
                        String.join(",", volume.name(), volume.type(), mountPoint), (double) volume.getTotalSpace()));
        double free = onlyValue(machine, "node_filesystem_free_bytes");
        double available = onlyValue(machine, "node_filesystem_avail_bytes");
        assertThat(free).isBetween(1.0, (double) volume.getTotalSpace());
        assertThat(available).isBetween(1.0, free);
    }

    private static double onlyValue(Fixture machine, String family) {
        assertThat(machine.values(family)).hasSize(1);
        return machine.values(family).values().iterator().next();
    }

    @Test
    void volumeThatIsNotThere_isRefused() {
        assertThatThrownBy(
                        () -> SystemMetrics.of(Path.of("there-is-nothing-here")).start())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("there-is-nothing-here");
    }

    private static long recorded(MetricsCollector metrics, String family) {
        FamilySnapshot found = metrics.snapshot().family(family).orElse(null);
        long count = 0;
        for (int i = 0; found != null && i < found.size(); i++) {
            count += found.distribution(i).count();
        }
        return count;
    }

    private static List<String> families(MetricsCollector metrics) {
        return metrics.snapshot().families().stream()
                .filter(family -> family.size() > 0)
                .map(family -> family.descriptor().name())
                .toList();
    }
}
