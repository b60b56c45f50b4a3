package io.quorumeter.monitoring.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkReaderTest {
    private static final String FILE = "proc/net/dev";
    private static final String ZEROS = " 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n";

    private final Fixture machine;

    NetworkReaderTest(@TempDir Path root) {
        machine = Fixture.in(root);
    }

    @Test
    void columns_areThoseOfEachInterface() {
        machine.read();
        Map.of(
                        "node_network_receive_bytes_total", 1000.0,
                        "node_network_receive_packets_total", 10.0,
                        "node_network_receive_errs_total", 1.0,
                        "node_network_receive_drop_total", 2.0,
                        "node_network_transmit_bytes_total", 2000.0,
                        "node_network_transmit_packets_total", 20.0,
                        "node_network_transmit_errs_total", 3.0,
                        "node_network_transmit_drop_total", 4.0)
                .forEach((family, value) ->
                        assertThat(machine.value(family, "device", "eth0")).isEqualTo(value));
        assertThat(machine.values("node_network_receive_bytes_total")).containsOnlyKeys("lo", "eth0");
    }

    @Test
    void rate_isThatOfTheLastTenSeconds_andAbsentBeforeTheSecondReading() {
        machine.read();
        assertThat(machine.values("system_network_bytes_per_second")).isEmpty();
        assertThat(bandwidth("receive")).isNaN();
        machine.edit(FILE, "eth0:    1000", "eth0:    5000").read();
        assertThat(rate("eth0", "receive")).isCloseTo(4000, within(1e-6));
        assertThat(rate("eth0", "transmit")).isZero();
        machine.read(9);
        assertThat(rate("eth0", "receive")).isCloseTo(400, within(1e-6));
        machine.read();
        assertThat(rate("eth0", "receive")).isZero();
    }

    @Test
    void nameAndNumber_mayTouch_andANameMayHaveAColon() {
        machine.write(FILE, "eth0:123 1 0 0 0 0 0 0 7 1 0 0 0 0 0 0\neth0:1:456" + ZEROS.substring(2))
                .read();
        assertThat(machine.values("node_network_receive_bytes_total"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("eth0", 123.0, "eth0:1", 456.0));
        assertThat(machine.value("node_network_transmit_bytes_total", "device", "eth0"))
                .isEqualTo(7);
        assertThat(machine.failures("network")).isZero();
    }

    @Test
    void counterOf32Bits_wraps() {
        machine.edit(FILE, "eth0:    1000", "eth0:4294967000").read();
        machine.edit(FILE, "eth0:4294967000", "eth0:704").read();
        assertThat(machine.value("node_network_receive_bytes_total", "device", "eth0"))
                .isEqualTo(4294968000.0);
        assertThat(rate("eth0", "receive")).isCloseTo(1000, within(1e-6));
    }

    @Test
    void interfaceThatBeginsAgain_neverFalls() {
        machine.read().edit(FILE, "eth0:    1000", "eth0:    400").read();
        assertThat(machine.value("node_network_receive_bytes_total", "device", "eth0"))
                .isEqualTo(1400);
    }

    @Test
    void interfaces_comeAndGo_inAnyOrder() {
        machine.read();
        machine.write(FILE, "  veth9:" + ZEROS + "eth0:" + ZEROS + "lo:" + ZEROS)
                .read();
        assertThat(machine.values("node_network_receive_bytes_total")).containsOnlyKeys("veth9", "eth0", "lo");
        machine.write(FILE, "lo:" + ZEROS).read();
        assertThat(machine.values("node_network_receive_bytes_total")).containsOnlyKeys("lo");
        machine.write(FILE, "lo:" + ZEROS + "veth9: 5" + ZEROS.substring(2)).read();
        assertThat(machine.value("node_network_receive_bytes_total", "device", "veth9"))
                .isEqualTo(5);
    }

    @Test
    void bandwidth_countsPhysicalInterfacesAlone() {
        machine.write("sys/class/net/eth0/device/vendor", "");
        machine.edit(FILE, "  eth0", " docker0:" + ZEROS + "  eth0").read();
        machine.edit(FILE, "eth0:    1000", "eth0:    3000")
                .edit(FILE, "docker0: 0", "docker0: 9000")
                .edit(FILE, "lo:     500", "lo:     800500")
                .read();
        assertThat(bandwidth("receive")).isCloseTo(2000, within(1e-6));
    }

    @Test
    void bandwidthOfAContainer_countsAllButTheLoopback() {
        machine.read();
        machine.edit(FILE, "eth0:    1000", "eth0:    3000")
                .edit(FILE, "lo:     500", "lo:     800500")
                .read();
        assertThat(bandwidth("receive")).isCloseTo(2000, within(1e-6));
        assertThat(bandwidth("transmit")).isZero();
    }

    @Test
    void lineThatIsCutOff_hasNoValues_andIsCounted() {
        machine.write(FILE, "eth0: 1 2 3\nlo:" + ZEROS).read();
        assertThat(machine.values("node_network_receive_bytes_total")).containsOnlyKeys("lo");
        assertThat(machine.failures("network")).isEqualTo(1);
    }

    private double rate(String device, String direction) {
        return machine.value("system_network_bytes_per_second", "device", device, "direction", direction);
    }

    private double bandwidth(String direction) {
        return machine.value("hotstuff2_performance_network_bandwidth_bytes_per_second", "direction", direction);
    }
}
