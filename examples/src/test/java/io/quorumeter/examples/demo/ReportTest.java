package io.quorumeter.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.quorumeter.examples.node.identity.ValidatorKeys;
import io.quorumeter.examples.node.mempool.TransactionClient;
import io.quorumeter.examples.node.transport.Transport;
import io.quorumeter.examples.node.transport.TransportListener;
import io.quorumeter.examples.node.transport.TransportOptions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportTest {
    private final StringWriter out = new StringWriter();
    private final Report report = new Report(options(), new PrintWriter(out));

    private static DemoOptions options() {
        return new DemoOptions(
                2,
                0,
                16,
                1,
                Duration.ofMillis(50),
                Optional.empty(),
                0,
                Optional.empty(),
                new FaultSchedule(List.of()),
                new ByzantineRoles(Map.of()),
                OptionalLong.empty(),
                false,
                true);
    }

    @Test
    void alertsOfAFault_comeAfterIt_andAllTimesCountFromTheStart() throws Exception {
        ReplicaHandle handle = mock(ReplicaHandle.class);
        when(handle.metricsUri()).thenReturn(URI.create("http://127.0.0.1:1/metrics"));
        doAnswer(cut -> {
                    report.alert(1, "FIRING critical Parted");
                    return null;
                })
                .when(handle)
                .cut(any());
        Transport transport = transport();
        try (TransactionClient client = new TransactionClient(transport, 2, 1, 16, 16, System::nanoTime)) {
            Network network =
                    new Network(List.of(handle, handle), mock(ReplicaLauncher.class), transport, client, options(), 2);
            report.started(network, Optional.empty());
            report.fault(new Fault(Fault.Kind.PARTITION, 0, Duration.ofMillis(10)), network);
            report.alert(0, "RESOLVED Parted");
            try (ClusterWatch cluster = new ClusterWatch(List.of("a", "b", "c", "d"), (replica, line) -> {})) {
                report.ending(List.of(), cluster);
            }
            report.alert(0, "FIRING critical Ending");
        }

        assertThat(out.toString())
                .containsSubsequence(
                        "  10ms  replica 0 is cut off", "s  replica 1  FIRING critical Parted", "replica 0  RESOLVED");
        assertThat(out.toString()).doesNotContain("Ending");
        assertThat(report.elapsed()).isBetween(Duration.ZERO, Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # rate | committed | seconds |
            2000   | 39549     | 20      |
            2000   | 36000     | 20      |
            2000   | 35999     | 20      | Less than asked for: 1,800 of 2,000 transactions/s were committed.
            5000   | 96540     | 30      | Less than asked for: 3,218 of 5,000 transactions/s were committed.
            1      | 0         | 0.5     | Less than asked for: 0 of 1 transactions/s were committed.
            1000000 | 30000    | 1.5     | Less than asked for: 20,000 of 1,000,000 transactions/s were committed.
            2000   | 900000    | 20      |
            0      | 0         | 20      |
            """)
    void fewerTransactionsThanAskedFor_areSaid(int rate, long committed, double seconds, String expected) {
        assertThat(Report.shortfall(rate, committed, seconds)).isEqualTo(Optional.ofNullable(expected));
    }

    private static Transport transport() throws Exception {
        return Transport.ofClient(
                ValidatorKeys.validators(ValidatorKeys.fromSeed(5, 2)),
                TransportOptions.defaults(),
                mock(TransportListener.class),
                System::nanoTime,
                failure -> {});
    }
}
