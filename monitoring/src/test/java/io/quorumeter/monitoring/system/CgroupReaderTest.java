package io.quorumeter.monitoring.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CgroupReaderTest {
    private static final String FOLDER = "sys/fs/cgroup/node.service/";

    @TempDir
    private Path root;

    @Test
    void secondVersion_isRead() {
        Fixture machine = Fixture.in(root).read();
        assertShown(
                machine,
                Map.of(
                        "container_cpu_usage_seconds_total", 2.5,
                        "container_cpu_cfs_periods_total", 40.0,
                        "container_cpu_cfs_throttled_periods_total", 4.0,
                        "container_cpu_cfs_throttled_seconds_total", 1.5,
                        "container_spec_cpu_quota", 150_000.0,
                        "container_spec_cpu_period", 100_000.0,
                        "container_memory_usage_bytes", 3_000_000.0,
                        "container_memory_working_set_bytes", 2_000_000.0,
                        "container_spec_memory_limit_bytes", 4_000_000.0));
        assertThat(machine.values("container_memory_events_total"))
                .isEqualTo(Map.of("low", 1.0, "high", 2.0, "max", 3.0, "oom", 4.0, "oom_kill", 5.0));
        assertThat(machine.value("hotstuff2_performance_memory_usage_ratio", "scope", "container"))
                .isEqualTo(0.5);
        assertThat(machine.value("quorumeter_system_info", "source", "proc", "cgroup", "2"))
                .isEqualTo(1);
    }

    @Test
    void firstVersion_hasAFolderForEachController() {
        Fixture machine = Fixture.in(root)
                .write("proc/self/cgroup", "9:name=systemd:/\n4:memory:/docker/77\n2:cpu,cpuacct:/docker/77\n0::/\n")
                .write(
                        "sys/fs/cgroup/cpu/docker/77/cpu.stat",
                        "nr_periods 40\nnr_throttled 4\nthrottled_time 1500000000\n")
                .write("sys/fs/cgroup/cpu/docker/77/cpu.cfs_quota_us", "150000\n")
                .write("sys/fs/cgroup/cpu/docker/77/cpu.cfs_period_us", "100000\n")
                .write("sys/fs/cgroup/cpuacct/docker/77/cpuacct.usage", "2500000000\n")
                .write("sys/fs/cgroup/memory/docker/77/memory.usage_in_bytes", "3000000\n")
                .write("sys/fs/cgroup/memory/docker/77/memory.limit_in_bytes", "4000000\n")
                .write("sys/fs/cgroup/memory/docker/77/memory.failcnt", "3\n")
                .write(
                        "sys/fs/cgroup/memory/docker/77/memory.oom_control",
                        "oom_kill_disable 0\nunder_oom 0\noom_kill 5\n")
                .write("sys/fs/cgroup/memory/docker/77/memory.stat", "inactive_file 1\ntotal_inactive_file 1000000\n")
                .read();
        assertShown(
                machine,
                Map.of(
                        "container_cpu_usage_seconds_total", 2.5,
                        "container_cpu_cfs_periods_total", 40.0,
                        "container_cpu_cfs_throttled_periods_total", 4.0,
                        "container_cpu_cfs_throttled_seconds_total", 1.5,
                        "container_spec_cpu_quota", 150_000.0,
                        "container_spec_cpu_period", 100_000.0,
                        "container_memory_usage_bytes", 3_000_000.0,
                        "container_memory_working_set_bytes", 2_000_000.0,
                        "container_spec_memory_limit_bytes", 4_000_000.0));
        assertThat(machine.values("container_memory_events_total")).isEqualTo(Map.of("max", 3.0, "oom_kill", 5.0));
        assertThat(machine.value("quorumeter_system_info", "source", "proc", "cgroup", "1"))
                .isEqualTo(1);
        assertThat(machine.failures("cgroup")).isZero();
    }

    @Test
    void groupWithoutLimits_hasNone() {
        Fixture machine = Fixture.in(root)
                .write(FOLDER + "cpu.max", "max 100000\n")
                .write(FOLDER + "memory.max", "max\n")
                .read();
        assertThat(machine.value("container_spec_cpu_quota")).isNaN();
        assertThat(machine.value("container_spec_cpu_period")).isEqualTo(100_000);
        assertThat(machine.value("container_spec_memory_limit_bytes")).isNaN();
        assertThat(machine.value("hotstuff2_performance_memory_usage_ratio", "scope", "container"))
                .isNaN();
        machine.write(FOLDER + "memory.max", "9223372036854771712\n").read(5); // as version 1 has it
        assertThat(machine.value("container_spec_memory_limit_bytes")).isNaN();
        assertThat(machine.failures("cgroup")).isZero();
    }

    @Test
    void pathThatOnlyTheHostSees_leadsToTheRoot() {
        Fixture machine = Fixture.in(root)
                .write("proc/self/cgroup", "0::/kubepods/../../somewhere\n")
                .write("sys/fs/cgroup/memory.current", "77\n")
                .read();
        assertThat(machine.value("container_memory_usage_bytes")).isEqualTo(77);
    }

    @Test
    void machineWithoutGroups_hasNoContainer() {
        Fixture machine = Fixture.in(root).delete("proc/self/cgroup");
        for (String file : Fixture.FILES.keySet()) {
            if (file.startsWith("sys/")) {
                machine.delete(file);
            }
        }
        machine.read();
        assertThat(machine.value("container_memory_usage_bytes")).isNaN();
        assertThat(machine.value("quorumeter_system_info", "source", "proc", "cgroup", "none"))
                .isEqualTo(1);
        assertThat(machine.failures("cgroup")).isZero();
    }

    private static void assertShown(Fixture machine, Map<String, Double> expected) {
        expected.forEach(
                (family, value) -> assertThat(machine.value(family)).as(family).isEqualTo(value));
    }
}
