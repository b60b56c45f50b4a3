package io.quorumeter.examples.foreign;

import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import io.quorumeter.testkit.metrics.QuorumeterExtension;
import io.quorumeter.testkit.metrics.VirtualClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same replica with Mockito in place of metrics; of the testkit only the clock. */
@ExtendWith(QuorumeterExtension.class)
class ForeignReplicaCallsTest {
    @Test
    void sealInTime_takesTheAlarmBack(VirtualClock clock) {
        ForeignReplica.Journal journal = mock();
        ForeignReplica replica = new ForeignReplica(journal, clock::schedule);
        replica.startRound(1, clock.nanos());
        replica.seal(1, new byte[32], new byte[32], List.of(new byte[100]), clock.nanos());
        clock.advance(Duration.ofSeconds(1));
        verify(journal)
                .roundStarted(
                        1, 0, false, 1, clock.nanos() - Duration.ofSeconds(1).toNanos());
        verify(journal, never()).roundExpired(anyLong(), anyLong());
    }
}
