package io.quorumeter.monitoring.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessReaderTest {
    private final Fixture machine;

    ProcessReaderTest(@TempDir Path root) {
        machine = Fixture.in(root);
    }

    @Test
    void process_isReadBehindAnyName() {
        machine.read();
        Map.of(
                        "process_cpu_seconds_total", 20.0,
                        "process_start_time_seconds", 1_700_000_050.0,
                        "process_virtual_memory_bytes", 3_133_440_000.0,
                        "process_resident_memory_bytes", 409_600_000.0,
                        "process_major_page_faults_total", 6.0,
                        "process_threads", 31.0,
                        "process_open_fds", 2.0,
                        "process_max_fds", 1024.0)
                .forEach((family, value) ->
                        assertThat(machine.value(family)).as(family).isEqualTo(value));
    }

    @Test
    void limitThatIsNone_isAbsent() {
        machine.edit("proc/self/limits", "1024  ", "unlimited").read();
        assertThat(machine.value("process_max_fds")).isNaN();
        assertThat(machine.failures("process")).isZero();
    }

    @Test
    void lineThatIsCutOff_isCounted() {
        machine.write("proc/self/stat", "77 (java) S 1 77 77 0 -1 4194304 103 0 6 0 1234\n")
                .read();
        assertThat(machine.value("process_cpu_seconds_total")).isNaN();
        assertThat(machine.value("process_virtual_memory_bytes")).isNaN();
        assertThat(machine.failures("process")).isEqualTo(1);
    }

    @Test
    void loadAverages_areThree() {
        machine.read();
        assertThat(machine.value("node_load1")).isEqualTo(1.47);
        assertThat(machine.value("node_load5")).isEqualTo(0.53);
        assertThat(machine.value("node_load15")).isEqualTo(12.93);
    }

    @Test
    void pressure_isShownInSeconds_whereTheKernelHasIt() {
        machine.delete("proc/pressure/memory").read();
        assertThat(machine.value("node_pressure_cpu_waiting_seconds_total")).isEqualTo(9.403484);
        assertThat(machine.value("node_pressure_io_waiting_seconds_total")).isEqualTo(6.8);
        assertThat(machine.value("node_pressure_io_stalled_seconds_total")).isEqualTo(1.1);
        assertThat(machine.value("node_pressure_memory_waiting_seconds_total")).isNaN();
        assertThat(machine.failures("pressure")).isZero();
    }
}
