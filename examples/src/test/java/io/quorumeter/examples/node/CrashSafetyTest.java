package io.quorumeter.examples.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quorumeter.MetricsCollector;
import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.examples.node.WireTap.Passed;
import io.quorumeter.examples.node.store.MvReplicaStore;
import io.quorumeter.examples.node.store.ReplicaStore;
import io.quorumeter.examples.node.store.StoreException;
import io.quorumeter.storage.StorageMetrics;
import io.quorumeter.testkit.hotstuff2.MalformedMessageException;
import io.quorumeter.testkit.hotstuff2.Message;
import io.quorumeter.testkit.hotstuff2.MessageCodec;
import io.quorumeter.testkit.hotstuff2.SafetyState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a replica has said before a crash binds it afterwards: checked by what others heard from it, whatever its store. */
class CrashSafetyTest {

    private static final int VICTIM = 2;

    @TempDir
    Path temp;

    /** Says that everything is durable, and does nothing for it. */
    private static final class NeverSynced extends DelegatingStore {

        NeverSynced(ReplicaStore store) {
            super(store);
        }

        @Override
        public void sync() {}
    }

    private static List<Message.Vote> votesOf(int replica, List<Passed> log) {
        List<Message.Vote> votes = new ArrayList<>();
        for (Passed frame : log) {
            if (frame.from() == replica && (frame.kind() == 17 || frame.kind() == 19)) {
                try {
                    votes.add((Message.Vote) MessageCodec.decode(frame.body().duplicate()));
                } catch (MalformedMessageException e) {
                    throw new AssertionError(e);
                }
            }
        }
        return votes;
    }

    /** What the replica's disk knows less of than those who heard its votes. */
    private List<String> forgotten(TestNetwork network) throws StoreException {
        SafetyState restored;
        MvReplicaStore store = MvReplicaStore.open(
                network.storeFile(VICTIM),
                new StorageMetrics(MetricsCollector.noop()).store("replica"),
                System::nanoTime);
        try {
            restored = store.restored().safety();
        } finally {
            store.crash();
        }
        List<String> forgotten = new ArrayList<>();
        for (Message.Vote vote : votesOf(VICTIM, network.log())) {
            boolean first = vote.phase() == VotePhase.VOTE;
            if (vote.view() > (first ? restored.lastVotedView() : restored.vote2View())) {
                forgotten.add(vote.phase() + " in view " + vote.view());
            }
            if (!first && restored.lock().view() < vote.view()) {
                forgotten.add("lock of view " + vote.view());
            }
        }
        return forgotten;
    }

    /** Views in which the replica voted for two blocks, over all its lives. */
    private static List<String> doubleVotes(TestNetwork network) {
        Map<String, BlockId> votes = new HashMap<>();
        List<String> twice = new ArrayList<>();
        for (Message.Vote vote : votesOf(VICTIM, network.log())) {
            String where = vote.phase() + " in view " + vote.view();
            BlockId before = votes.putIfAbsent(where, vote.block());
            if (before != null && !before.equals(vote.block())) {
                twice.add(where);
            }
        }
        return twice;
    }

    private static void awaitVotes(TestNetwork network, int more) {
        int before = votesOf(VICTIM, network.log()).size();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> votesOf(VICTIM, network.log()).size() >= before + more);
    }

    @Test
    void crash_realStore_forgetsNothingThatWasSaid_howeverOften() throws Exception {
        try (TestNetwork network = new TestNetwork(temp).start()) {
            for (int i = 0; i < 5; i++) {
                awaitVotes(network, 7);
                network.crash(VICTIM);
                assertThat(forgotten(network)).isEmpty();
                network.restart(VICTIM);
            }
            awaitVotes(network, 7);
            long height = network.height(0);
            await().atMost(Duration.ofSeconds(60)).until(() -> network.height(VICTIM) >= height);
            assertThat(doubleVotes(network)).isEmpty();
        }
        for (int i = 0; i < TestNetwork.REPLICAS; i++) {
            assertThat(network(i)).isPositive();
        }
    }

    private int network(int replica) throws StoreException {
        return new TestNetwork(temp).storeFile(replica).read().height();
    }

    @Test
    void crash_storeThatNeverSyncs_isFoundOut() throws Exception {
        StoreFactory broken = (file, metrics, clock) -> new NeverSynced(MvReplicaStore.open(file, metrics, clock));
        try (TestNetwork network = new TestNetwork(temp).store(VICTIM, broken).start()) {
            awaitVotes(network, 7);
            network.crash(VICTIM);
            assertThat(forgotten(network)).isNotEmpty();
        }
    }
}
