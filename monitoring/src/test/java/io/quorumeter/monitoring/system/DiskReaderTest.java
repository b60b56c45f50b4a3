package io.quorumeter.monitoring.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskReaderTest {
    private static final String FILE = "proc/diskstats";

    private final Fixture machine;

    DiskReaderTest(@TempDir Path root) {
        machine = Fixture.in(root);
    }

    @Test
    void columns_areShownInBytesAndSeconds() {
        machine.read();
        Map.ofEntries(
                        Map.entry("node_disk_reads_completed_total", 100.0),
                        Map.entry("node_disk_reads_merged_total", 5.0),
                        Map.entry("node_disk_writes_merged_total", 6.0),
                        Map.entry("node_disk_read_bytes_total", 2000.0 * 512),
                        Map.entry("node_disk_read_time_seconds_total", 0.3),
                        Map.entry("node_disk_writes_completed_total", 200.0),
                        Map.entry("node_disk_written_bytes_total", 4000.0 * 512),
                        Map.entry("node_disk_write_time_seconds_total", 0.7),
                        Map.entry("node_disk_io_now", 2.0),
                        Map.entry("node_disk_io_time_seconds_total", 0.9),
                        Map.entry("node_disk_io_time_weighted_seconds_total", 1.0),
                        Map.entry("node_disk_flush_requests_total", 50.0),
                        Map.entry("node_disk_flush_requests_time_seconds_total", 0.06))
                .forEach((family, value) ->
                        assertThat(machine.values(family)).as(family).isEqualTo(Map.of("sda", value)));
    }

    @Test
    void wholeDevices_areShown_andPartitionsAreNot() {
        machine.write(
                FILE,
                lines(
                        "nvme0n1",
                        "nvme0n1p1",
                        "nvme0n1p12",
                        "vda",
                        "vda1",
                        "xvda",
                        "xvda2",
                        "mmcblk0",
                        "mmcblk0p1",
                        "mmcblk0boot0",
                        "dm-0",
                        "dm-10",
                        "md0",
                        "md0p1",
                        "sdaa",
                        "sdaa3",
                        "loop7",
                        "ram0",
                        "zram0",
                        "sr0",
                        "fd0"));
        machine.read();
        assertThat(machine.values("node_disk_reads_completed_total"))
                .containsOnlyKeys("nvme0n1", "vda", "xvda", "mmcblk0", "dm-0", "dm-10", "md0", "sdaa");
        assertThat(machine.failures("disks")).isZero();
    }

    @Test
    void partitionWithoutItsDevice_isShown() {
        machine.write(FILE, lines("xvda1")).read();
        assertThat(machine.values("node_disk_reads_completed_total")).containsOnlyKeys("xvda1");
    }

    @Test
    void oldKernels_haveElevenColumns_andFourForAPartition() {
        machine.write(FILE, "8 0 sda 1 0 2 0 3 0 4 0 0 0 0\n8 1 sda1 1 2 3 4\n").read();
        assertThat(machine.value("node_disk_written_bytes_total", "device", "sda"))
                .isEqualTo(2048);
        assertThat(machine.values("node_disk_flush_requests_total")).isEmpty();
        assertThat(machine.failures("disks")).isZero();
    }

    @Test
    void timesOf32BitsWrap_andRequestsInFlightFall() {
        machine.edit(FILE, "6 4000 700 2 900", "6 4000 4294967000 2 900").read();
        machine.edit(FILE, "6 4000 4294967000 2 900", "6 4000 704 0 900").read();
        assertThat(machine.value("node_disk_write_time_seconds_total", "device", "sda"))
                .isEqualTo(4294968.0);
        assertThat(machine.value("node_disk_io_now", "device", "sda")).isZero();
    }

    @Test
    void disks_comeAndGo() {
        machine.read().write(FILE, lines("vdb")).read();
        assertThat(machine.values("node_disk_io_now")).containsOnlyKeys("vdb");
        machine.write(FILE, lines("vdb", "sda", "sda1")).read();
        assertThat(machine.values("node_disk_io_now")).containsOnlyKeys("vdb", "sda");
    }

    @Test
    void lineThatIsCutOff_hasNoValues_andIsCounted() {
        machine.write(FILE, lines("vdb") + "8 0 sda 1 2 3\n").read();
        assertThat(machine.values("node_disk_reads_completed_total")).containsOnlyKeys("vdb");
        assertThat(machine.failures("disks")).isEqualTo(1);
    }

    private static String lines(String... names) {
        return Stream.of(names)
                .map(name -> "8 0 " + name + " 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17\n")
                .collect(Collectors.joining());
    }
}
