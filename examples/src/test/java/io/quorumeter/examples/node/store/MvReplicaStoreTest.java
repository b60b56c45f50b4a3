package io.quorumeter.examples.node.store;

import static io.quorumeter.examples.node.store.Blocks.GENESIS;
import static io.quorumeter.examples.node.store.Blocks.certificate;
import static io.quorumeter.examples.node.store.Blocks.on;
import static io.quorumeter.examples.node.store.Blocks.voted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.MetricsCollector;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.snapshot.MetricsSnapshot;
import io.quorumeter.storage.StorageMetrics;
import io.quorumeter.testkit.hotstuff2.Block;
import io.quorumeter.testkit.hotstuff2.RestoredState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MvReplicaStoreTest {

    private static final Block FIRST = on(GENESIS, 1);
    private static final Block SECOND = on(FIRST, 2);
    private static final Block RIVAL = on(FIRST, 3);
    private static final Block THIRD = on(SECOND, 4);

    @TempDir
    Path temp;

    private Path path;
    private StoreFile file;

    @BeforeEach
    void name() {
        path = temp.resolve("store.mv");
        file = new StoreFile(path, GENESIS);
    }

    private MvReplicaStore open() throws StoreException {
        return open(MetricsCollector.noop());
    }

    private MvReplicaStore open(MetricsCollector collector) throws StoreException {
        return MvReplicaStore.open(file, new StorageMetrics(collector).store("replica"), System::nanoTime);
    }

    /** Two committed blocks, one that is not, a vote in view 3; all synced. */
    private static void fill(ReplicaStore store) throws StoreException {
        store.putBlock(FIRST);
        store.putSafety(voted(1));
        store.sync();
        store.putBlock(SECOND);
        store.putBlock(RIVAL);
        store.putCommit(FIRST, null);
        store.putSafety(voted(2));
        store.sync();
        store.putCommit(SECOND, certificate(SECOND));
        store.putBlock(THIRD);
        store.putSafety(voted(3));
        store.putApplicationState(new ApplicationState(2, 4, GENESIS.id()));
        store.sync();
    }

    private static void assertFilled(ReplicaStore store) throws StoreException {
        RestoredState restored = store.restored();
        assertThat(restored.head()).isEqualTo(SECOND);
        assertThat(restored.uncommitted()).containsExactly(THIRD);
        assertThat(restored.safety()).isEqualTo(voted(3));
        assertThat(store.applicationState()).isEqualTo(new ApplicationState(2, 4, GENESIS.id()));
        assertThat(store.block(0)).isEqualTo(GENESIS);
        assertThat(store.block(1)).isEqualTo(FIRST);
        assertThat(store.block(2)).isEqualTo(SECOND);
        assertThat(store.block(3)).isNull();
        assertThat(store.certificate(1)).isNull();
        assertThat(store.certificate(2)).isEqualTo(certificate(SECOND));
    }

    @Test
    void open_new_isGenesis() throws Exception {
        try (MvReplicaStore store = open()) {
            assertThat(store.restored()).isEqualTo(RestoredState.fresh(GENESIS));
            assertThat(store.applicationState()).isEqualTo(ApplicationState.EMPTY);
        }
    }

    @Test
    void open_afterClose_findsEverything() throws Exception {
        try (MvReplicaStore store = open()) {
            fill(store);
            assertFilled(store);
        }
        try (MvReplicaStore store = open()) {
            assertFilled(store);
        }
    }

    @Test
    void open_afterCrash_findsWhatWasSynced_andNothingElse() throws Exception {
        MvReplicaStore store = open();
        fill(store);
        store.putCommit(THIRD, certificate(THIRD));
        store.putSafety(voted(4));
        store.crash();
        try (MvReplicaStore again = open()) {
            assertFilled(again);
        }
    }

    @Test
    void open_afterManyCrashes_goesOnWhereItWas() throws Exception {
        Block head = GENESIS;
        for (int i = 0; i < 20; i++) {
            MvReplicaStore store = open();
            assertThat(store.restored().head()).isEqualTo(head);
            head = on(head, i);
            store.putCommit(head, certificate(head));
            store.putSafety(voted(head.view()));
            store.sync();
            store.putCommit(on(head, 99), null);
            store.crash();
        }
        assertThat(file.read().height()).isEqualTo(20);
    }

    @Test
    void removeBlock_forgetsIt() throws Exception {
        try (MvReplicaStore store = open()) {
            fill(store);
            store.removeBlock(THIRD);
            assertThat(store.restored().uncommitted()).isEmpty();
        }
    }

    @Test
    void open_twiceAtATime_isRefused() throws Exception {
        try (MvReplicaStore store = open()) {
            fill(store);
            assertThatThrownBy(this::open)
                    .isInstanceOf(StoreException.class)
                    .isNotInstanceOf(StoreDamagedException.class)
                    .hasMessage("it is in use by another process");
        }
    }

    @Test
    void open_chainOfAnotherNetwork_isDamaged() throws Exception {
        MvReplicaStore store = open();
        fill(store);
        store.crash();
        StoreFile other = new StoreFile(path, Block.genesis(List.of(new byte[] {2})));
        assertThatThrownBy(other::read)
                .isInstanceOf(StoreDamagedException.class)
                .hasMessage("the block of height 1 does not extend that of height 0");
    }

    @Test
    void open_fileGone_isDamaged_notNew() throws Exception {
        try (MvReplicaStore store = open()) {
            fill(store);
        }
        Files.delete(path);
        assertThatThrownBy(this::open).isInstanceOf(StoreDamagedException.class).hasMessage("the file is missing");
    }

    @Test
    void open_fileFromBefore_isDamaged() throws Exception {
        MvReplicaStore store = open();
        store.putSafety(voted(1));
        store.sync();
        store.crash();
        Path old = Files.copy(path, temp.resolve("old"));
        store = open();
        store.putSafety(voted(2));
        store.sync();
        store.crash();
        Files.delete(path);
        Files.move(old, path);
        assertThatThrownBy(this::open)
                .isInstanceOf(StoreDamagedException.class)
                .hasMessage("it has lost what had been synced");
    }

    @Test
    void read_givesTheChain_andSealsWhatACrashLeft() throws Exception {
        MvReplicaStore store = open();
        fill(store);
        store.crash();
        assertThat(file.seal().exists()).isFalse();
        assertThat(file.read()).isEqualTo(new StoredChain(List.of(FIRST.id(), SECOND.id()), List.of(2, 2)));
        assertThat(file.seal().exists()).isTrue();
        try (MvReplicaStore again = open()) {
            assertFilled(again);
            assertThat(file.seal().exists()).isFalse();
        }
    }

    @Test
    void flippedBit_anywhereInAClosedStore_isFound() throws Exception {
        try (MvReplicaStore store = open()) {
            fill(store);
        }
        byte[] whole = Files.readAllBytes(path);
        for (int at = 0; at < whole.length; at += 29) {
            byte[] flipped = whole.clone();
            flipped[at] ^= (byte) (1 << at % 8);
            Files.write(path, flipped);
            assertThatThrownBy(this::open).as("byte " + at).isInstanceOf(StoreDamagedException.class);
        }
        Files.write(path, whole);
        open().close();
    }

    @Test
    void flippedBit_anywhereInACrashedStore_isFound_orChangesNothing() throws Exception {
        MvReplicaStore store = open();
        fill(store);
        store.crash();
        byte[] whole = Files.readAllBytes(path);
        int found = 0;
        for (int at = 0; at < whole.length; at += 29) {
            byte[] flipped = whole.clone();
            flipped[at] ^= (byte) (1 << at % 8);
            Files.write(path, flipped);
            try {
                MvReplicaStore again = open();
                assertFilled(again);
                again.crash();
            } catch (StoreDamagedException e) {
                found++;
            }
        }
        assertThat(found).isPositive();
        assertThat(openFiles()).as("files that a refused store left open").isZero();
    }

    /** How many files of the store this process has open, by Linux' account. */
    private long openFiles() throws IOException {
        long open = 0;
        for (String fd :
                Objects.requireNonNull(Path.of("/proc/self/fd").toFile().list())) {
            Path link = Path.of("/proc/self/fd", fd);
            if (Files.isSymbolicLink(link)
                    && Files.readSymbolicLink(link).toString().startsWith(path.toString())) {
                open++;
            }
        }
        return open;
    }

    @Test
    void operations_areCounted() throws Exception {
        MetricsCollector collector = Quorumeter.newCollector();
        try (MvReplicaStore store = open(collector)) {
            fill(store);
            assertThat(store.block(1)).isNotNull();
            assertThat(store.block(7)).isNull();
            assertThat(store.sizeBytes()).isPositive();
            MetricsSnapshot snapshot = collector.snapshot();
            assertThat(operations(snapshot, "write", "ok")).isEqualTo(10);
            assertThat(operations(snapshot, "delete", "ok"))
                    .as("the rival of the second block")
                    .isEqualTo(1);
            assertThat(operations(snapshot, "read", "ok")).isEqualTo(1);
            assertThat(operations(snapshot, "read", "not_found")).isEqualTo(1);
            assertThat(snapshot.total("hotstuff2_storage_sync_seconds")).isEqualTo(3);
        }
    }

    private static double operations(MetricsSnapshot snapshot, String operation, String result) {
        return snapshot.value(
                        "hotstuff2_storage_operations_total",
                        "operation",
                        operation,
                        "result",
                        result,
                        "store",
                        "replica")
                .orElseThrow();
    }
}
