package io.quorumeter.monitoring.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreadReaderTest {
    private final Path root;
    private final Fixture machine;

    ThreadReaderTest(@TempDir Path root) {
        this.root = root;
        machine = Fixture.in(root);
    }

    @Test
    void threadsOfAName_areAddedUp_andStayInTheSumWhenTheyEnd() {
        thread(7, "consensus-0", "1500000000 250000000 10");
        thread(8, "consensus-1", "500000000 750000000 5");
        thread(9, "netty", "9 9 9");
        machine.read();
        assertThat(running("consensus")).isEqualTo(2);
        assertThat(waiting("consensus")).isEqualTo(1);
        assertThat(machine.value("process_thread_timeslices_total", "thread", "consensus"))
                .isEqualTo(15);
        end(8);
        thread(7, "consensus-0", "2500000000 250000000 11");
        machine.read();
        assertThat(running("consensus")).isEqualTo(3);
        assertThat(waiting("consensus")).isEqualTo(1);
        assertThat(machine.failures("threads")).isZero();
    }

    @Test
    void threadThatComesLater_isFoundAndMayBeNamedLater() {
        machine.read();
        assertThat(waiting("consensus")).isNaN();
        thread(7, "java", "0 1000000000 0");
        machine.read(10);
        thread(7, "consensus", "0 2000000000 0");
        machine.read(10);
        assertThat(waiting("consensus")).isEqualTo(2);
    }

    @Test
    void currentThread_isWatchedUnderItsName() throws IOException {
        thread(77, "whatever", "0 1000000000 0");
        Files.createSymbolicLink(root.resolve("proc/thread-self"), Path.of("77/task/77"));
        machine.system().watchThread("leader");
        machine.read();
        assertThat(waiting("leader")).isEqualTo(1);
        end(77);
        machine.read();
        assertThat(waiting("leader")).isEqualTo(1);
    }

    @Test
    void currentThread_isNotKnownWithoutAKernelThatSaysIt() {
        machine.system().watchThread("leader");
        machine.read();
        assertThat(waiting("leader")).isNaN();
        assertThat(machine.failures("threads")).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "consensus-1, consensus, true",
        "consensus, consensus-, false",
        "other, consensus, false",
        "consensus-event, consensus-event-loop, true",
        "consens..loop-1, consensus-event-loop, true",
        "consens..loop-1, cons, true",
        "consens..loop-1, context, false"
    })
    void name_isCutByTheKernelOrTheJdk(String name, String beginning, boolean begins) {
        assertThat(ThreadReader.begins(name, beginning)).isEqualTo(begins);
    }

    private void thread(int id, String name, String schedstat) {
        machine.write("proc/self/task/" + id + "/comm", name + "\n");
        machine.write("proc/self/task/" + id + "/schedstat", schedstat + "\n");
    }

    /** As the kernel does, which leaves nothing to be read behind what is open. */
    private void end(int id) {
        machine.write("proc/self/task/" + id + "/schedstat", "");
    }

    private double running(String thread) {
        return machine.value("process_thread_running_seconds_total", "thread", thread);
    }

    private double waiting(String thread) {
        return machine.value("process_thread_waiting_seconds_total", "thread", thread);
    }
}
