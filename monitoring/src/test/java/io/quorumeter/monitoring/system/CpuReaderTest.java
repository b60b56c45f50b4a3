package io.quorumeter.monitoring.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuReaderTest {
    private final Fixture machine;

    CpuReaderTest(@TempDir Path root) {
        machine = Fixture.in(root);
    }

    @Test
    void times_areThoseOfEachCoreInSeconds() {
        machine.read();
        assertThat(machine.values("node_cpu_seconds_total"))
                .hasSize(16)
                .containsAllEntriesOf(Map.of("0,user", 6.0, "0,iowait", 2.0, "1,steal", 1.5, "1,idle", 41.0));
        assertThat(machine.value("node_context_switches_total")).isEqualTo(7654321);
        assertThat(machine.value("node_intr_total")).isEqualTo(123456);
        assertThat(machine.value("node_boot_time_seconds")).isEqualTo(1.7e9);
        assertThat(machine.value("node_forks_total")).isEqualTo(4242);
        assertThat(machine.value("node_procs_running")).isEqualTo(3);
        assertThat(machine.value("node_procs_blocked")).isEqualTo(1);
    }

    @Test
    void firstShares_areOfTheTimeSinceTheStartOfTheMachine() {
        machine.read();
        assertThat(machine.value("system_cpu_mode_ratio", "mode", "user")).isEqualTo(0.1);
        assertThat(machine.value("system_cpu_mode_ratio", "mode", "steal")).isEqualTo(0.02);
        assertThat(usage()).isCloseTo(0.16, within(1e-9));
        assertThat(machine.value("system_cpu_core_usage_ratio", "cpu", "0")).isCloseTo(0.18, within(1e-9));
        assertThat(machine.value("system_cpu_core_mode_ratio", "cpu", "1", "mode", "idle"))
                .isCloseTo(0.82, within(1e-9));
    }

    @Test
    void laterShares_areOfTheLastTenSeconds() {
        machine.read();
        machine.edit("proc/stat", "cpu  1000 20 300 8000", "cpu  1030 20 300 8070")
                .read();
        assertThat(usage()).isCloseTo(0.3, within(1e-9));
        assertThat(machine.value("system_cpu_mode_ratio", "mode", "user")).isCloseTo(0.3, within(1e-9));
        assertThat(machine.value("system_cpu_mode_ratio", "mode", "idle")).isCloseTo(0.7, within(1e-9));
        machine.read(8);
        assertThat(usage()).isCloseTo(0.3, within(1e-9));
        machine.read()
                .edit("proc/stat", "cpu  1030 20 300 8070", "cpu  1030 20 300 8170")
                .read();
        assertThat(usage()).isCloseTo(0, within(1e-9));
    }

    @Test
    void timeThatStandsStill_leavesTheShares() {
        machine.read(20);
        assertThat(usage()).isCloseTo(0.16, within(1e-9));
    }

    @Test
    void idleTimeThatGoesBackALittle_isNoTime() {
        machine.read();
        machine.edit("proc/stat", "cpu0 600 10 200 3900 200", "cpu0 610 10 200 3899 199")
                .read();
        assertThat(machine.value("node_cpu_seconds_total", "cpu", "0", "mode", "idle"))
                .isEqualTo(39);
        assertThat(machine.value("system_cpu_core_usage_ratio", "cpu", "0")).isEqualTo(1);
        machine.edit("proc/stat", "cpu0 610 10 200 3899", "cpu0 610 10 200 3901")
                .read();
        assertThat(machine.value("node_cpu_seconds_total", "cpu", "0", "mode", "idle"))
                .isEqualTo(39.01);
    }

    @Test
    void coreThatIsSwitchedOff_hasNoSeries_untilItIsBack() {
        machine.read();
        machine.edit("proc/stat", "cpu1 400 10 100 4100 200 0 40 150 0 0\n", "").read();
        assertThat(machine.values("system_cpu_core_usage_ratio")).containsOnlyKeys("0");
        machine.edit("proc/stat", "intr", "cpu1 400 10 100 4100 200 0 40 150 0 0\nintr")
                .read();
        assertThat(machine.values("system_cpu_core_usage_ratio")).containsOnlyKeys("0", "1");
        assertThat(machine.failures("cpu")).isZero();
    }

    @Test
    void oldestKernels_haveFourModes() {
        machine.write("proc/stat", "cpu  10 0 20 70\ncpu0 10 0 20 70\nbtime 5\n")
                .read();
        assertThat(usage()).isCloseTo(0.3, within(1e-9));
        assertThat(machine.value("node_cpu_seconds_total", "cpu", "0", "mode", "steal"))
                .isZero();
        assertThat(machine.failures("cpu")).isZero();
    }

    @Test
    void lineThatIsCutOff_hasNoValues_andIsCounted() {
        machine.read();
        machine.edit("proc/stat", "cpu1 400 10 100 4100 200 0 40 150 0 0", "cpu1 400 10")
                .read();
        assertThat(machine.values("node_cpu_seconds_total")).hasSize(8).containsKey("0,user");
        assertThat(usage()).isCloseTo(0.16, within(1e-9));
        assertThat(machine.failures("cpu")).isEqualTo(1);
    }

    private double usage() {
        return machine.value("hotstuff2_performance_cpu_usage_ratio", "scope", "machine");
    }
}
