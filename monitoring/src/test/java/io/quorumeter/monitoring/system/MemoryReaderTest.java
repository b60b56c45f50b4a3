package io.quorumeter.monitoring.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryReaderTest {
    private final Fixture machine;

    MemoryReaderTest(@TempDir Path root) {
        machine = Fixture.in(root);
    }

    @Test
    void kibibytes_areShownAsBytes() {
        machine.read();
        assertThat(machine.value("node_memory_MemTotal_bytes")).isEqualTo(8_192_000_000L);
        assertThat(machine.value("node_memory_MemAvailable_bytes")).isEqualTo(5_120_000_000L);
        assertThat(machine.value("node_memory_Buffers_bytes")).isEqualTo(204_800_000L);
        assertThat(machine.value("node_memory_Cached_bytes")).isEqualTo(3_072_000_000L);
        assertThat(machine.value("node_memory_SwapTotal_bytes")).isEqualTo(2_048_000_000L);
        assertThat(machine.value("node_memory_SwapFree_bytes")).isEqualTo(1_536_000_000L);
        assertThat(machine.value("node_memory_Slab_bytes")).isEqualTo(716_800_000L);
        assertThat(machine.value("node_memory_SReclaimable_bytes")).isEqualTo(512_000_000L);
        assertThat(machine.value("node_memory_Committed_AS_bytes")).isEqualTo(9_216_000_000L);
        assertThat(machine.value("node_memory_Active_bytes")).isNaN();
        assertThat(machine.value("system_memory_used_bytes")).isEqualTo(3_072_000_000L);
        assertThat(usage("machine")).isEqualTo(0.375);
        assertThat(usage("process")).isEqualTo(0.05);
    }

    @Test
    void oldKernelThatDoesNotSayWhatIsAvailable_isEstimated() {
        machine.edit("proc/meminfo", "MemAvailable:   5000000 kB\n", "").read();
        double kibibytes = 1_000_000 + 200_000 + 3_000_000 + 500_000 - 300_000;
        assertThat(machine.value("node_memory_MemAvailable_bytes")).isEqualTo(1024 * kibibytes);
        assertThat(usage("machine")).isEqualTo(0.45);
        assertThat(machine.failures("memory")).isZero();
    }

    @Test
    void veryOldKernel_hasNoSharedOrReclaimableMemory() {
        machine.write("proc/meminfo", "MemTotal: 1000 kB\nMemFree: 200 kB\nBuffers: 50 kB\nCached: 250 kB\n")
                .read();
        assertThat(usage("machine")).isEqualTo(0.5);
        assertThat(machine.value("node_memory_SwapTotal_bytes")).isNaN();
        assertThat(machine.failures("memory")).isZero();
    }

    @Test
    void machineWithoutTotal_isCounted() {
        machine.edit("proc/meminfo", "MemTotal:       8000000 kB\n", "").read();
        assertThat(machine.value("node_memory_MemTotal_bytes")).isNaN();
        assertThat(usage("machine")).isNaN();
        assertThat(machine.failures("memory")).isEqualTo(1);
    }

    @Test
    void numberThatNoLongHolds_isAbsent() {
        machine.edit("proc/meminfo", "200000 kB", "9223372036854775807 kB").read();
        assertThat(machine.value("node_memory_Buffers_bytes")).isNaN();
        machine.edit("proc/meminfo", "9223372036854775807 kB", "-5 kB").read();
        assertThat(machine.value("node_memory_Buffers_bytes")).isNaN();
    }

    private double usage(String scope) {
        return machine.value("hotstuff2_performance_memory_usage_ratio", "scope", scope);
    }
}
