package io.quorumeter.examples.metrics;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quorumeter.MetricsCollector;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.examples.node.Genesis;
import io.quorumeter.examples.node.NodeConfig;
import io.quorumeter.examples.node.ReplicaNode;
import io.quorumeter.examples.node.identity.Identity;
import io.quorumeter.examples.node.identity.ValidatorKeys;
import io.quorumeter.examples.node.identity.ValidatorSet;
import io.quorumeter.examples.node.mempool.TransactionClient;
import io.quorumeter.examples.node.store.MvReplicaStore;
import io.quorumeter.examples.node.store.StoreException;
import io.quorumeter.examples.node.store.StoreFile;
import io.quorumeter.examples.node.transport.Transport;
import io.quorumeter.examples.node.transport.TransportListener;
import io.quorumeter.examples.node.transport.TransportOptions;
import io.quorumeter.storage.StorageMetrics;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Real replicas under load, one of which crashes; and afterwards a store whose disk is gone. */
final class NodeMoves {
    private static final int REPLICAS = 4;
    private static final int TRANSACTION_BYTES = 64;

    private final Path folder;
    private final Movers movers;
    private final List<KeyPair> keys = ValidatorKeys.fromSeed(5, REPLICAS);
    private final ValidatorSet validators = ValidatorKeys.validators(keys);
    private final List<ReplicaNode> nodes = new ArrayList<>();

    NodeMoves(Path folder, Movers movers) {
        this.folder = folder;
        this.movers = movers;
    }

    void run() throws Exception {
        try {
            for (int i = 0; i < REPLICAS; i++) {
                nodes.add(ReplicaNode.open(NodeConfig.of(
                        new Identity(validators, i, keys.get(i).getPrivate()),
                        Duration.ofMillis(50),
                        200,
                        TRANSACTION_BYTES,
                        store(i),
                        0)));
            }
            try (TransactionClient client = client(TRANSACTION_BYTES);
                    TransactionClient tooLarge = client(2 * TRANSACTION_BYTES)) {
                nodes.forEach(node -> movers.look(node.metrics()));
                connect();
                nodes.forEach(ReplicaNode::start);
                client.start();
                tooLarge.start();
                until(() -> nodes.stream().allMatch(node -> height(node) > 70));
                scrape(nodes.get(0).metricsUri());
                double before = height(nodes.get(0));
                nodes.get(REPLICAS - 1).crash();
                until(() -> height(nodes.get(0)) > before + 8);
            }
        } finally {
            for (ReplicaNode node : nodes.subList(0, Math.min(nodes.size(), REPLICAS - 1))) {
                node.close();
            }
        }
        loseDisk();
    }

    private Path store(int replica) {
        return folder.resolve("store-" + replica + ".mv");
    }

    private TransactionClient client(int bytes) throws IOException {
        TransportListener deaf = (TransportListener) Proxy.newProxyInstance(
                TransportListener.class.getClassLoader(),
                new Class<?>[] {TransportListener.class},
                (proxy, method, arguments) -> null);
        Transport transport =
                Transport.ofClient(validators, TransportOptions.defaults(), deaf, System::nanoTime, failure -> {});
        for (int i = 0; i < REPLICAS; i++) {
            transport.dial(i, nodes.get(i).address());
        }
        return new TransactionClient(transport, REPLICAS, 400, bytes, bytes, System::nanoTime);
    }

    private void connect() {
        for (int from = 0; from < REPLICAS; from++) {
            for (int to = 0; to < REPLICAS; to++) {
                InetSocketAddress address = nodes.get(to).address();
                if (from != to) {
                    nodes.get(from).dial(to, address);
                }
            }
        }
    }

    private void until(BooleanSupplier condition) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    nodes.forEach(node -> movers.look(node.metrics()));
                    return condition.getAsBoolean();
                });
    }

    private static double height(ReplicaNode node) {
        return node.metrics()
                .snapshot()
                .value("hotstuff2_consensus_committed_height")
                .orElse(0);
    }

    private static void scrape(URI metrics) throws IOException, InterruptedException {
        HttpClient.newHttpClient().send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.discarding());
    }

    /** What a store tells whose files are gone. */
    private void loseDisk() throws StoreException {
        MetricsCollector collector = Quorumeter.newCollector();
        movers.look(collector);
        MvReplicaStore store = MvReplicaStore.open(
                new StoreFile(folder.resolve("lost.mv"), Genesis.of(validators)),
                new StorageMetrics(collector).store("replica"),
                System::nanoTime);
        movers.look(collector);
        store.crash();
        assertThatThrownBy(store::sync).isInstanceOf(StoreException.class);
        movers.look(collector);
    }
}
