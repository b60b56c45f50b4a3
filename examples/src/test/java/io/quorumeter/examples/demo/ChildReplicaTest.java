package io.quorumeter.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChildReplicaTest {

    private static final String STATUS = "7 5 90 1 0.001/0.002 0.001/0.003 false 3";

    private final List<ChildReplica> running = new ArrayList<>();

    @AfterEach
    void close() {
        running.forEach(ChildReplica::crash);
    }

    /** A process that answers the first question with a line, the second one with another, both without an end, and then ends. */
    private ChildReplica replica(String first, String second) throws Exception {
        String script = "echo ready 1 2; read q; echo \"$0\"; read q; printf %s \"$1\"";
        Process process = new ProcessBuilder("/bin/sh", "-c", script, first, second).start();
        ChildReplica replica = new ChildReplica(process, line -> {});
        running.add(replica);
        return replica;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status ",
                "status 8",
                "status 8 6 91 1 0.001/0.002",
                "status 8 6 91 1 0.001/0.002 0.0 false 3",
                "status 8 6 x 1 0.001/0.002 0.001/0.003 false 3",
                "sta"
            })
    void lineThatIsBrokenOff_leavesTheLastStatus_andTheEndOfTheProcessIsToldNext(String broken) throws Exception {
        ChildReplica replica = replica("status " + STATUS, broken);

        assertThat(replica.status()).isEqualTo(ReplicaStatus.parse(STATUS));
        assertThat(replica.status()).isEqualTo(ReplicaStatus.parse(STATUS));
        assertThat(replica.failure()).isEmpty();
        assertThat(replica.status()).isEqualTo(ReplicaStatus.parse(STATUS));
        assertThat(replica.failure()).contains("its process has ended");
    }

    @Test
    void failureOfTheReplica_isItsFailure() throws Exception {
        ChildReplica replica = replica("failed its store: full", "");

        assertThat(replica.status()).isEqualTo(ReplicaStatus.NONE);
        assertThat(replica.failure()).contains("its store: full");
    }
}
