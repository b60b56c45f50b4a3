package io.quorumeter.testkit.metrics;

import io.quorumeter.BusyTime;
import io.quorumeter.consensus.AdmissionSource;
import io.quorumeter.consensus.ByzantineAct;
import io.quorumeter.consensus.EvictionReason;
import io.quorumeter.consensus.Finding;
import io.quorumeter.consensus.ProcessingStage;
import io.quorumeter.consensus.RefusalReason;
import io.quorumeter.consensus.Resource;
import io.quorumeter.consensus.SafetyViolation;
import io.quorumeter.consensus.ViewCause;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.consensus.safety.Evidence;
import io.quorumeter.consensus.safety.EvidenceLog;
import io.quorumeter.network.ConnectFailure;
import io.quorumeter.network.ConnectionDirection;
import io.quorumeter.network.ConnectionPoolMetrics;
import io.quorumeter.network.DisconnectReason;
import io.quorumeter.network.DropReason;
import io.quorumeter.network.MessageDirection;
import io.quorumeter.network.MessageType;
import io.quorumeter.network.NetworkMetrics;
import io.quorumeter.storage.FailureKind;
import io.quorumeter.storage.QueryResult;
import io.quorumeter.storage.RootSource;
import io.quorumeter.storage.StorageOperation;
import io.quorumeter.storage.TransactionResult;
import io.quorumeter.storage.ValidationResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Tells what happens in a host and not in a simulated replica. */
final class RecordFeed {
    private RecordFeed() {}

    /** Looks at once, while something goes on that is shown only then, and in the end. */
    static void tell(NodeMetrics node, VirtualClock clock, Runnable look) {
        node.bound().operation.failed(2_000, "expired"); // has a series from then on
        node.network().messageSent(MessageType.VOTE, 0, 148);
        node.network().deliveryConfirmed(1); // without one the ratio has no series
        look.run();
        for (int view = 1; view < 3; view++) { // so slowly that the turns of leaders take longer than 10 s
            clock.advance(Duration.ofSeconds(5));
            node.events().viewEntered(view, view - 1, ViewCause.DOUBLE_CERTIFICATE, view % 4, clock.nanos());
        }
        consensus(node);
        evidence(node.evidence());
        performance(node);
        mempool(node);
        network(node.network());
        storage(node);
        state(node);
        bound(node.bound(), clock, look);
        clock.advance(Duration.ofSeconds(2));
        look.run();
    }

    private static void consensus(NodeMetrics node) {
        node.events().metrics().voteProcessed(VotePhase.VOTE, 1_000);
        node.events().proposalTimestamp(4, VirtualClock.START.toEpochMilli() + 500);
    }

    /** Finds the log full, and then closed. */
    private static void evidence(EvidenceLog log) {
        log.add(evidence(SafetyViolation.COMMIT_GAP, 1));
        log.add(evidence(SafetyViolation.COMMIT_GAP, 2));
        try {
            log.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        log.add(evidence(ByzantineAct.DOUBLE_VOTE, 3));
    }

    private static Evidence evidence(Finding type, long view) {
        return new Evidence(type, view, 2, "", 0, List.of(), 0, 1, "");
    }

    private static void performance(NodeMetrics node) {
        node.performance().transactionConfirmed(90_000_000);
        node.performance().endToEnd(100_000_000);
        node.performance().transactionExecuted(5_000_000);
        node.performance().updateResourceUsage(Resource.DISK, 3, 4);
        node.performance().queueRejected(ProcessingStage.CRYPTO);
        node.events().queueChanged(ProcessingStage.CRYPTO, 3);
        node.events().queueWaited(ProcessingStage.CRYPTO, 1_000);
        BusyTime busy = node.performance().worker(ProcessingStage.CONSENSUS);
        busy.add(1_000_000);
    }

    private static void mempool(NodeMetrics node) {
        var mempool = node.mempool();
        mempool.capacity(100);
        mempool.capacityBytes(10_000);
        mempool.observe(() -> 3, () -> 300);
        mempool.observeOldest(() -> 1);
        mempool.admitted(AdmissionSource.LOCAL, 100, 1_000);
        mempool.rejected(RefusalReason.FULL);
        mempool.evicted(EvictionReason.EXPIRED);
        mempool.selected(10, 5_000);
        mempool.committed(10);
        mempool.waited(1_000_000);
    }

    private static void network(NetworkMetrics network) {
        network.delta(Duration.ofMillis(10));
        network.connected(0, ConnectionDirection.INBOUND);
        network.connected(2, ConnectionDirection.OUTBOUND);
        network.disconnected(2, ConnectionDirection.OUTBOUND, DisconnectReason.TIMEOUT);
        network.connected(3, ConnectionDirection.OUTBOUND);
        network.connectionFailed(1, ConnectFailure.REFUSED);
        network.messageSent(MessageType.VOTE, 0, 148);
        network.messageSent(MessageType.SYNC, 0, 1_480);
        network.messageReceived(MessageType.PROPOSE, 0, 10_000, VirtualClock.START.toEpochMilli());
        network.messageProcessed(MessageType.PROPOSE, 1_000);
        network.messageToPeerDropped(0, DropReason.QUEUE_FULL);
        network.deliveryConfirmed(1);
        network.roundTripMeasured(0, 100_000_000);
        network.clockOffset(-0.01);
        network.bandwidthLimit(MessageDirection.SEND, 1_000_000);
        network.observeQueue(MessageDirection.SEND, () -> 5);
        network.observePeerQueues(validator -> validator + 1);
        network.partitionFound(2);
        network.partitionOver();
        AtomicBoolean once = new AtomicBoolean(true);
        network.suspectPartitionWhile(() -> once.getAndSet(false));
    }

    private static void bound(Bound bound, VirtualClock clock, Runnable look) {
        bound.executor.execute(look);
        bound.items.add("message");
        bound.queue.rejected();
        bound.queue.waited(1_000);
        bound.component.up(true);
        bound.operation.failed(2_000, "expired");
        bound.connections = 2;
        bound.pool.requested(ConnectionPoolMetrics.Result.MISS, 1_000);
        bound.channel.pending = 100;
        bound.channelMetrics.writabilityChanged(false, clock.nanos());
        bound.channelMetrics.writabilityChanged(true, clock.nanos() + 1_000);
        bound.operation.call(() -> {
            look.run();
            bound.waiting.tasks.forEach(Runnable::run);
            return 0;
        });
    }

    private static void storage(NodeMetrics node) {
        var store = node.store();
        store.observeSize(() -> 10_000);
        store.completed(StorageOperation.READ, 100, 1_000);
        store.batchWritten(3, 300, 2_000);
        store.failed(StorageOperation.WRITE, FailureKind.IO);
        store.synced(1_000_000);
        node.storage().observeVolume(Path.of("."));
        node.storage().observeEngine(() -> 1_000, () -> 1_000_000);
        node.storage().blocksPruned(2);
        node.cache().miss();
        node.cache().hit();
        node.cache().evicted(1);
        node.cache().observeSize(() -> 4_096);
    }

    private static void state(NodeMetrics node) {
        var state = node.state();
        state.blockApplied(64, 1L << 40, 2L << 40, 1_000_000);
        state.transactionsExecuted(TransactionResult.OK, 10);
        state.transactionValidated(ValidationResult.OK, 1_000);
        state.queried(QueryResult.OK, 1_000);
        state.snapshotMade(5_000, 1_000_000);
        state.rootComputed(1_000_000);
        state.rootMismatched(RootSource.PEERS);
        state.updateSize(5_000, 100, 3);
    }
}
