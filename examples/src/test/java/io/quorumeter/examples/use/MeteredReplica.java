package io.quorumeter.examples.use;

import io.quorumeter.Bounds;
import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.Histogram;
import io.quorumeter.Indexed;
import io.quorumeter.MetricsCollector;
import io.quorumeter.PeerSet;
import io.quorumeter.ValidatorSet;
import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.CommittedBlock;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.Verification;
import io.quorumeter.consensus.ViewCause;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.exporters.PrometheusExporter;
import io.quorumeter.exporters.ScrapeEndpoint;
import java.io.IOException;
import java.time.Duration;

final class MeteredReplica implements AutoCloseable {
    enum Refusal {
        POOL_FULL,
        TOO_LARGE
    }

    private final MetricsCollector metrics = Quorumeter.newCollector();
    private final PeerSet peers = PeerSet.ofSlots(64);
    private final HotStuff2Events events;
    private final By<Refusal, Counter> refused;
    private final Indexed<Counter> missedVotes;
    private final Indexed<Counter> received;
    private final Histogram batch;
    private final ScrapeEndpoint endpoint;

    MeteredReplica(int replicas, int ownIndex, int port) throws IOException {
        events = HotStuff2Events.on(
                metrics, Protocol.basic().replicas(replicas).ownIndex(ownIndex).delta(Duration.ofMillis(50)));
        refused = metrics.counter("transactions_refused_total").by("reason", Refusal.class);
        missedVotes = metrics.counter("votes_missing_total").by("validator", ValidatorSet.ofSize(replicas));
        received = metrics.counter("received_total").by("peer", peers);
        batch = metrics.histogram("batch_size_bytes")
                .bounds(Bounds.of(1_000, 10_000, 100_000))
                .create();
        endpoint = new PrometheusExporter(port, "hotstuff2")
                .registerMetrics(metrics)
                .startServer();
    }

    /** The peer's slot, to be given with what it sends. */
    int connected(String peer) {
        return peers.connect(peer);
    }

    void disconnected(int slot) {
        peers.disconnect(slot);
    }

    void viewEntered(long view, long previous, int leader) {
        events.viewEntered(view, previous, ViewCause.DOUBLE_CERTIFICATE, leader, System.nanoTime());
    }

    /** A vote whose signature was checked. */
    void voteReceived(int slot, int validator, long view, byte[] block, long justifyView) {
        received.at(slot).increment();
        long now = System.nanoTime();
        events.voteReceived(
                view, VotePhase.VOTE, validator, BlockId.of(block), justifyView, Verification.VERIFIED, 0, now);
    }

    void voteMissed(int validator) {
        missedVotes.at(validator).increment();
    }

    void transactionRefused(Refusal why) {
        refused.of(why).increment();
    }

    /**
     * A block that was certified in the view of its proposal; the first has no parent. It is counted but not checked, since no
     * certificates are reported.
     */
    void committed(long height, byte[] block, byte[] parent, long view, int transactions, int bytes) {
        batch.record(bytes);
        BlockId before = height == 1 ? BlockId.NONE : BlockId.of(parent);
        events.blockCommitted(CommittedBlock.byDoubleCertificate(height, BlockId.of(block), before, view)
                .transactions(transactions)
                .bytes(bytes)
                .at(System.nanoTime()));
    }

    ScrapeEndpoint endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        endpoint.close();
    }
}
