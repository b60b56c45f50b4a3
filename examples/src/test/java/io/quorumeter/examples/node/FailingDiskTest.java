package io.quorumeter.examples.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quorumeter.examples.node.store.MvReplicaStore;
import io.quorumeter.examples.node.store.ReplicaStore;
import io.quorumeter.examples.node.store.StoreException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that takes nothing any more. */
class FailingDiskTest {

    @TempDir
    Path temp;

    private final AtomicBoolean full = new AtomicBoolean();

    private final class FullDisk extends DelegatingStore {

        FullDisk(ReplicaStore store) {
            super(store);
        }

        @Override
        public void sync() throws StoreException {
            if (full.get()) {
                throw new StoreException("no space left on device");
            }
            super.sync();
        }
    }

    @Test
    void sync_failing_stopsTheReplicaWithoutAnotherVote_andTheOthersGoOn() throws Exception {
        StoreFactory factory = (file, metrics, clock) -> new FullDisk(MvReplicaStore.open(file, metrics, clock));
        try (TestNetwork network = new TestNetwork(temp).store(1, factory).start()) {
            await().atMost(Duration.ofSeconds(60)).until(() -> network.height(0) >= 5);
            full.set(true);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> network.node(1).failure().isPresent());
            assertThat(network.node(1).failure().orElseThrow()).hasMessage("no space left on device");
            assertThat(network.metrics(1).total("hotstuff2_consensus_safety_state_persist_failures_total"))
                    .isEqualTo(1);
            long votes = votesOfTheFailed(network);
            long height = network.height(0);
            await().atMost(Duration.ofSeconds(60)).until(() -> network.height(0) >= height + 3);
            assertThat(votesOfTheFailed(network)).isEqualTo(votes);
        }
    }

    private static long votesOfTheFailed(TestNetwork network) {
        return network.log().stream()
                .filter(frame -> frame.from() == 1 && (frame.kind() == 17 || frame.kind() == 19))
                .count();
    }
}
