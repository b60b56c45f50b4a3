package io.quorumeter.examples.node;

import io.quorumeter.examples.node.WireTap.Passed;
import io.quorumeter.examples.node.identity.Identity;
import io.quorumeter.examples.node.identity.ValidatorKeys;
import io.quorumeter.examples.node.identity.ValidatorSet;
import io.quorumeter.examples.node.store.StoreException;
import io.quorumeter.examples.node.store.StoreFile;
import io.quorumeter.snapshot.MetricsSnapshot;
import io.quorumeter.testkit.byzantine.Behaviour;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Real replicas on loopback, each pair with a tap on the wire between them. */
final class TestNetwork implements AutoCloseable {

    static final int REPLICAS = 4;
    static final int TRANSACTION_BYTES = 64;
    static final int BATCH = 50;

    private final List<KeyPair> keys = ValidatorKeys.fromSeed(3, REPLICAS);
    private final Path folder;
    private final StoreFactory[] stores = new StoreFactory[REPLICAS];
    private final Map<Integer, Behaviour> byzantine = new HashMap<>();
    private final @Nullable ReplicaNode[] nodes = new ReplicaNode[REPLICAS];
    private final @Nullable WireTap[][] taps = new WireTap[REPLICAS][REPLICAS];
    private final Collection<Passed> log = new ConcurrentLinkedQueue<>();
    private WireTap.Filter filter = (from, to, kind, body) -> body;

    final ValidatorSet validators = ValidatorKeys.validators(keys);

    TestNetwork(Path folder) {
        this.folder = folder;
        Arrays.fill(stores, StoreFactory.onDisk());
    }

    TestNetwork store(int replica, StoreFactory factory) {
        stores[replica] = factory;
        return this;
    }

    TestNetwork byzantine(int replica, Behaviour behaviour) {
        byzantine.put(replica, behaviour);
        return this;
    }

    TestNetwork start() throws IOException, StoreException {
        for (int i = 0; i < REPLICAS; i++) {
            open(i);
        }
        for (int i = 0; i < REPLICAS; i++) {
            node(i).start();
        }
        return this;
    }

    /** Opens a replica and introduces it to those that run, through taps. */
    private void open(int index) throws IOException, StoreException {
        Identity identity = new Identity(validators, index, keys.get(index).getPrivate());
        ReplicaNode opened = ReplicaNode.open(NodeConfig.of(
                        identity,
                        Duration.ofMillis(40),
                        BATCH,
                        TRANSACTION_BYTES,
                        file(index).toAbsolutePath(),
                        0)
                .stores(stores[index])
                .behaviour(Optional.ofNullable(byzantine.get(index))));
        nodes[index] = opened;
        for (int other = 0; other < REPLICAS; other++) {
            ReplicaNode peer = nodes[other];
            if (other != index && peer != null) {
                connect(index, other);
                connect(other, index);
            }
        }
    }

    private void connect(int dialler, int listener) throws IOException {
        WireTap old = taps[dialler][listener];
        if (old != null) {
            old.close();
        }
        WireTap tap = WireTap.between(dialler, listener, node(listener).address(), log);
        tap.filter(filter);
        taps[dialler][listener] = tap;
        node(dialler).dial(listener, tap.address());
    }

    void restart(int index) throws IOException, StoreException {
        open(index);
        node(index).start();
    }

    void crash(int index) {
        node(index).crash();
        nodes[index] = null;
    }

    /** Has every tap do this to every frame. */
    void filter(WireTap.Filter next) {
        filter = next;
        for (WireTap[] row : taps) {
            for (WireTap tap : row) {
                if (tap != null) {
                    tap.filter(next);
                }
            }
        }
    }

    ReplicaNode node(int index) {
        return Objects.requireNonNull(nodes[index], "replica " + index + " is down");
    }

    Path file(int index) {
        return folder.resolve("store-" + index);
    }

    StoreFile storeFile(int index) {
        return new StoreFile(file(index), Genesis.of(validators));
    }

    List<Passed> log() {
        return List.copyOf(log);
    }

    MetricsSnapshot metrics(int index) {
        return node(index).metrics().snapshot();
    }

    long height(int index) {
        return (long) metrics(index).total("hotstuff2_consensus_committed_height");
    }

    @Override
    public void close() throws IOException, StoreException {
        for (int i = 0; i < REPLICAS; i++) {
            ReplicaNode node = nodes[i];
            if (node != null) {
                node.close();
                nodes[i] = null;
            }
        }
        for (WireTap[] row : taps) {
            for (WireTap tap : row) {
                if (tap != null) {
                    tap.close();
                }
            }
        }
    }
}
