package io.quorumeter.consensus;

import static io.quorumeter.consensus.Samples.committed;
import static io.quorumeter.consensus.Samples.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.MetricLevel;
import io.quorumeter.MetricsCollector;
import io.quorumeter.core.Quorumeter;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gauges of uncommitted blocks say is what the replica holds. */
class HeldBlocksTest {
    private final MetricsCollector collector =
            Quorumeter.collector().level(MetricLevel.DETAILED).create();
    private final ConsensusMetrics replica = new ConsensusMetrics(collector, Samples.PROTOCOL);
    private final Movement metrics = new Movement(collector);

    @Test
    void commitsOfBlocksThatAreNotHeld_releaseNone() {
        for (int block = 101; block <= 103; block++) {
            replica.blockInserted(id(block), 11, 100);
        }
        for (int height = 1; height <= 10; height++) {
            replica.blockCommitted(committed(height, height, CommitPath.SYNC, 0));
        }
        assertHeld(3, 300);
    }

    @Test
    void blockInsertedAgain_isHeldOnce() {
        for (int i = 0; i < 4; i++) {
            replica.blockInserted(id(7), 7, 100);
        }
        assertHeld(1, 100);
        replica.blockCommitted(committed(7, 7, CommitPath.LIVE, 0));
        assertHeld(0, 0);
    }

    @Test
    void committedBlock_thatIsInsertedAgain_isNotHeld() {
        replica.blockCommitted(committed(7, 7, CommitPath.SYNC, 0));
        replica.blockInserted(id(7), 7, 100);
        assertHeld(0, 0);
        replica.blockInserted(id(1_007), 7, 100);
        assertHeld(1, 100);
    }

    @Test
    void prune_releasesWhatWasHeld_once() {
        replica.blockInserted(id(7), 7, 100);
        replica.blockInserted(id(8), 8, 10);
        replica.blockPruned(id(7), 7, 5, PruneReason.ABANDONED);
        replica.blockPruned(id(7), 7, 5, PruneReason.ABANDONED);
        replica.blockPruned(id(9), 9, 5, PruneReason.SUPERSEDED);
        assertHeld(1, 10);
        replica.blockInserted(id(7), 7, 100);
        assertHeld(2, 110);
    }

    @Test
    void restart_holdsNothing() {
        replica.blockInserted(id(7), 7, 100);
        replica.restored(Restored.inView(5)
                .voted(5, BlockId.NONE, -1)
                .locked(4, id(6))
                .committed(6, id(6), 4)
                .at(0));
        assertHeld(0, 0);
        replica.blockInserted(id(7), 7, 100);
        assertHeld(1, 100);
    }

    @Test
    void blocksWithoutEnd_takeBoundedMemory() {
        for (int block = 1; block <= HeldBlocks.MOST + 100; block++) {
            replica.blockInserted(id(block), block, 1);
        }
        assertHeld(HeldBlocks.MOST, HeldBlocks.MOST);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyOrder_showsWhatIsHeld(long seed) {
        Random random = new Random(seed);
        Map<Long, Long> held = new HashMap<>();
        long head = 0;
        for (int step = 0; step < 3_000; step++) {
            long block = head + 1 + random.nextInt(400);
            switch (random.nextInt(8)) {
                case 0, 1, 2, 3 -> {
                    long bytes = random.nextInt(1_000);
                    replica.blockInserted(id(block), block, bytes);
                    held.putIfAbsent(block, bytes);
                }
                case 4, 5 -> {
                    replica.blockPruned(id(block), block, random.nextInt(1_000), PruneReason.SUPERSEDED);
                    held.remove(block);
                }
                default -> {
                    head++;
                    CommitPath path = random.nextBoolean() ? CommitPath.LIVE : CommitPath.SYNC;
                    replica.blockCommitted(committed(head, head, path, 0));
                    held.remove(head);
                }
            }
            if (step % 100 == 0) {
                assertHeld(
                        held.size(),
                        held.values().stream().mapToLong(bytes -> bytes).sum());
            }
        }
    }

    private void assertHeld(long blocks, long bytes) {
        assertThat(metrics.value("consensus_pending_blocks")).isEqualTo((double) blocks);
        assertThat(metrics.value("consensus_pending_block_bytes")).isEqualTo((double) bytes);
    }
}
