package io.quorumeter.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.examples.demo.Fault.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultScheduleTest {

    @Test
    void parse_readsFaultsInOrder() throws Exception {
        FaultSchedule schedule =
                FaultSchedule.parse(List.of("crash:2@5s", "crash:1@5s", "restart:2@12s", "crash:2@1m"), 4);
        assertThat(schedule.faults())
                .containsExactly(
                        new Fault(Kind.CRASH, 2, Duration.ofSeconds(5)),
                        new Fault(Kind.CRASH, 1, Duration.ofSeconds(5)),
                        new Fault(Kind.RESTART, 2, Duration.ofSeconds(12)),
                        new Fault(Kind.CRASH, 2, Duration.ofSeconds(60)));
    }

    @Test
    void parse_readsPartitions() throws Exception {
        FaultSchedule schedule = FaultSchedule.parse(List.of("partition:0+1@10s", "heal@20s"), 4);
        assertThat(schedule.faults())
                .containsExactly(
                        new Fault(Kind.PARTITION, List.of(0, 1), Duration.ofSeconds(10)),
                        new Fault(Kind.HEAL, List.of(), Duration.ofSeconds(20)));
        assertThat(schedule.faults()).extracting(Fault::toString).containsExactly("partition:0+1@10s", "heal@20s");
    }

    @Test
    void parse_readsSlowDisksClocksAndFloods() throws Exception {
        List<String> typed = List.of("slow-disk:2@5s", "clock:0+1h@6s", "clock:1-500ms@7s", "flood@8s", "heal@9s");
        FaultSchedule schedule = FaultSchedule.parse(typed, 4);
        assertThat(schedule.faults())
                .startsWith(
                        new Fault(Kind.SLOW_DISK, 2, Duration.ofSeconds(5)),
                        new Fault(Kind.CLOCK, List.of(0), Duration.ofHours(1), Duration.ofSeconds(6)),
                        new Fault(Kind.CLOCK, List.of(1), Duration.ofMillis(-500), Duration.ofSeconds(7)));
        assertThat(schedule.faults()).extracting(Fault::toString).isEqualTo(typed);
    }

    @Test
    void parse_ofNothing_isEmpty() throws Exception {
        assertThat(FaultSchedule.parse(List.of(), 4).faults()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            crash:4@5s | there is no replica 4, they are numbered 0 to 3
            crash:2 | write crash:REPLICA@TIME
            stop:2@5s | write crash:REPLICA@TIME
            crash:-1@5s | write crash:REPLICA@TIME
            crash:2@5 | '5' is not a duration
            crash:2@-5s | '-5s' is not a duration
            restart:2@5s | replica 2 has not crashed by then
            crash:1@5s,restart:2@6s | replica 2 has not crashed by then
            crash:2@5s,crash:2@6s | replica 2 has crashed by then and was not restarted
            crash:2@5s,restart:2@3s | comes after one at 5s
            "" | write crash:REPLICA@TIME
            heal@5s | there is nothing to heal by then
            partition:0+4@5s | there is no replica 4
            partition:0+0@5s | name each replica once
            partition:0+1+2+3@5s | all 4 replicas are named, which leaves nobody to be cut off from
            partition:0@5s,partition:1@6s | the network is parted by then and was not healed
            partition:0@5s,heal@6s,heal@7s | there is nothing to heal by then
            crash:0+1@5s | only a partition names several replicas
            heal:0@5s | write crash:REPLICA@TIME
            slow-disk@5s | write crash:REPLICA@TIME
            slow-disk:1+2@5s | only a partition names several replicas
            crash:1@5s,slow-disk:1@6s | replica 1 has crashed by then
            flood:1@5s | write crash:REPLICA@TIME
            flood@5s,flood@6s | clients flood the network by then
            clock:2@5s | write crash:REPLICA@TIME
            clock:4+1h@5s | there is no replica 4
            clock:2+1x@5s | '1x' is not a duration
            clock:2+1h@5 | '5' is not a duration
            """)
    void parse_whatCannotHappen_isRefusedInOneLine(String text, String expected) {
        assertThatThrownBy(() -> FaultSchedule.parse(List.of(text.split(",", -1)), 4))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(expected)
                .hasMessageStartingWith("--fault")
                .hasMessageNotContaining("\n");
    }

    @Test
    void checkWithin_faultAfterTheEnd_isRefused() throws Exception {
        FaultSchedule schedule = FaultSchedule.parse(List.of("crash:2@5s"), 4);
        schedule.checkWithin(Duration.ofSeconds(6));
        assertThatThrownBy(() -> schedule.checkWithin(Duration.ofSeconds(5)))
                .isInstanceOf(BadInputException.class)
                .hasMessage("--fault crash:2@5s: would come after the end, --duration is 5s");
    }
}
