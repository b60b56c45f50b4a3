package io.quorumeter.examples.demo;

import io.quorumeter.consensus.safety.ObservationDigest;
import io.quorumeter.examples.node.NodeConfig;
import io.quorumeter.examples.node.ReplicaNode;
import io.quorumeter.examples.node.store.StoreException;
import io.quorumeter.monitoring.system.SystemMetrics;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A replica in this JVM. */
final class LocalReplica implements ReplicaHandle {

    private final ReplicaNode node;
    private final StatusReader status;

    LocalReplica(NodeConfig config, @Nullable SystemMetrics system) throws IOException, StoreException {
        this.node = ReplicaNode.open(config, system);
        this.status = new StatusReader(node.metrics());
    }

    @Override
    public InetSocketAddress address() {
        return node.address();
    }

    @Override
    public URI metricsUri() {
        return node.metricsUri();
    }

    @Override
    public void dial(int replica, InetSocketAddress where) {
        node.dial(replica, where);
    }

    @Override
    public void cut(Set<Integer> replicas) {
        node.cut(replicas);
    }

    @Override
    public void slowDisk(Duration more) {
        node.slowDisk(more);
    }

    @Override
    public void setClock(Duration ahead) {
        node.setClock(ahead);
    }

    @Override
    public void reform() {
        node.reform();
    }

    @Override
    public void start() {
        node.start();
    }

    @Override
    public ReplicaStatus status() {
        return status.read(node.isHalted(), node.misdeeds());
    }

    @Override
    public Optional<ObservationDigest> digest() {
        return Optional.of(node.events().safety().digest());
    }

    @Override
    public void haltAt(long height) {
        node.haltAt(height);
    }

    @Override
    public Optional<String> failure() {
        return node.failure().map(LocalReplica::describe);
    }

    static String describe(Throwable failure) {
        String what = failure instanceof StoreException ? "its store: " + failure.getMessage() : failure.toString();
        Throwable cause = failure.getCause();
        return cause == null ? what : what + " (" + cause.getMessage() + ")";
    }

    @Override
    public void crash() {
        node.crash();
    }

    @Override
    public void close() {
        try {
            node.close();
        } catch (StoreException e) {
            // The store is read back next, which finds out what is wrong with it.
        }
    }
}
