package io.quorumeter.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.MetricsCollector;
import io.quorumeter.consensus.BlockId;
import io.quorumeter.examples.demo.StoredChains.Fork;
import io.quorumeter.examples.demo.StoredChains.Straggler;
import io.quorumeter.examples.node.Genesis;
import io.quorumeter.examples.node.store.MvReplicaStore;
import io.quorumeter.examples.node.store.StoreFile;
import io.quorumeter.examples.node.store.StoredChain;
import io.quorumeter.storage.StorageMetrics;
import io.quorumeter.testkit.hotstuff2.Block;
import io.quorumeter.testkit.hotstuff2.SafetyState;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredChainsTest {

    @TempDir
    Path temp;

    /** A chain whose blocks are named by these numbers. */
    private static StoredChain chain(int... blocks) {
        List<BlockId> ids =
                Arrays.stream(blocks).mapToObj(id -> new BlockId(id, 0, 0, 0)).toList();
        return new StoredChain(ids, Collections.nCopies(blocks.length, 10));
    }

    private static StoredChains of(StoredChain... chains) {
        return new StoredChains(Arrays.stream(chains).map(Optional::of).toList(), List.of());
    }

    @Test
    void fork_ofEqualChains_isNone() {
        assertThat(of(chain(1, 2, 3), chain(1, 2, 3)).fork()).isEmpty();
    }

    @Test
    void fork_ofChainsThatAreBeginningsOfTheLongest_isNone() {
        StoredChains chains = of(chain(1), chain(1, 2, 3), chain(), chain(1, 2));
        assertThat(chains.fork()).isEmpty();
        assertThat(chains.leader()).contains(1);
        assertThat(chains.longest().height()).isEqualTo(3);
        assertThat(chains.longest().transactionsAbove(1)).isEqualTo(20);
    }

    @Test
    void fork_isTheFirstHeightThatDiffers() {
        assertThat(of(chain(1, 2, 3), chain(1, 9)).fork()).contains(new Fork(2, 0, 1));
        assertThat(of(chain(1, 2), chain(1, 2, 3), chain(7)).fork()).contains(new Fork(1, 1, 2));
        assertThat(of(chain(1, 2, 3), chain(1, 2, 4)).fork()).contains(new Fork(3, 0, 1));
    }

    @Test
    void fork_chainThatCannotBeRead_isNoneOfIts() {
        StoredChains chains = new StoredChains(List.of(Optional.of(chain(1, 2)), Optional.empty()), List.of("gone"));
        assertThat(chains.fork()).isEmpty();
    }

    @Test
    void stragglers_areThoseUpWithLessThanTheLongest_whoeverIsDownMayHoldLess() {
        StoredChains chains = of(chain(1, 2, 3), chain(1, 2, 3), chain(1, 2), chain(1));
        assertThat(chains.stragglers(List.of(0, 1, 2), 3)).containsExactly(new Straggler(2, 2, 3));
        assertThat(chains.stragglers(List.of(0, 1, 2), Long.MAX_VALUE)).containsExactly(new Straggler(2, 2, 3));
        assertThat(chains.stragglers(List.of(0, 1), 3)).isEmpty();
        assertThat(chains.stragglers(List.of(0, 1, 2, 3), 3).get(1))
                .hasToString("replica 3 was up at the end with a quorum, but its chain ends at height 1"
                        + " and the longest at 3");
    }

    @Test
    void stragglers_stepThatPassedTheHaltHeight_makesNone() {
        StoredChains chains = of(chain(1, 2, 3, 4, 5), chain(1, 2, 3), chain(1, 2));
        assertThat(chains.stragglers(List.of(0, 1, 2), 3)).containsExactly(new Straggler(2, 2, 5));
    }

    @Test
    void demo_onStoresThatContradictEachOther_saysSo() throws Exception {
        Path data = temp.resolve("data");
        DataFolder folder = DataFolder.open(data, 4, OptionalLong.of(1));
        try (folder) {
            commit(folder, 0, new byte[] {1});
            commit(folder, 3, new byte[] {2});
        }
        DemoRun run = DemoRun.of("--data", data.toString(), "--port", "0", "--duration", "2s");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("demo: the stores contradict each other:"
                        + " replicas 0 and 3 committed different blocks at height 1\n");
    }

    private static void commit(DataFolder folder, int replica, byte[] transaction) throws Exception {
        Block genesis = Genesis.of(folder.validators());
        StoreFile file = new StoreFile(folder.store(replica), genesis);
        try (MvReplicaStore store = MvReplicaStore.open(
                file, new StorageMetrics(MetricsCollector.noop()).store("replica"), System::nanoTime)) {
            store.putSafety(SafetyState.fresh(genesis.id()));
            store.putCommit(new Block(1, 1, 1, genesis.id(), List.of(transaction)), null);
        }
    }
}
