package io.quorumeter.testkit.metrics;

import io.quorumeter.BusyTime;
import io.quorumeter.consensus.AdmissionSource;
import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.ByzantineAct;
import io.quorumeter.consensus.CertificateFault;
import io.quorumeter.consensus.CertificateKind;
import io.quorumeter.consensus.CommitPath;
import io.quorumeter.consensus.CommittedBlock;
import io.quorumeter.consensus.ConsensusMetrics;
import io.quorumeter.consensus.CryptoOperation;
import io.quorumeter.consensus.CryptoResult;
import io.quorumeter.consensus.EvictionReason;
import io.quorumeter.consensus.ExecutedBlock;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.ProcessingStage;
import io.quorumeter.consensus.PruneReason;
import io.quorumeter.consensus.RefusalReason;
import io.quorumeter.consensus.SafetyViolation;
import io.quorumeter.consensus.ValidatorSetChange;
import io.quorumeter.consensus.ValidatorStatus;
import io.quorumeter.consensus.ViewCause;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.network.ConnectFailure;
import io.quorumeter.network.ConnectionDirection;
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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Tells a node's facades what a simulation of replicas alone does not. */
final class RecordFeed {
    private static final BlockId ID = new BlockId(1L << 40, 2L << 40, 3, 4);

    private RecordFeed() {}

    static void tell(NodeMetrics node, VirtualClock clock) {
        consensus(node.events(), clock);
        performance(node);
        mempool(node);
        network(node.network());
        storage(node);
        state(node);
        clock.advance(Duration.ofSeconds(2));
    }

    private static void consensus(HotStuff2Events events, VirtualClock clock) {
        ConsensusMetrics metrics = events.metrics();
        metrics.recordBlockProposed(1, 1, 10);
        metrics.recordBlockCommitted(1, 1, Duration.ofMillis(80));
        metrics.recordBlockProposalTime(Duration.ofMillis(2));
        metrics.recordViewChange(1, 3, ViewCause.TIMEOUT_CERTIFICATE);
        metrics.recordViewChange(3, 2, ViewCause.SYNC);
        metrics.recordViewChangeDuration(Duration.ofMillis(100));
        metrics.updateCurrentView(4);
        metrics.recordLivenessTimeout(4);
        metrics.recordVoteSent(VotePhase.VOTE, 4);
        metrics.recordVoteReceived(VotePhase.VOTE, 4, 2);
        metrics.recordSafetyViolation(SafetyViolation.COMMIT_GAP, 4);
        metrics.recordByzantineBehavior(ByzantineAct.DOUBLE_VOTE, 2);
        metrics.voteProcessed(VotePhase.VOTE, 1_000);
        events.validators().recordEvidence(2);
        events.validators().status(ValidatorStatus.JAILED);
        events.syncStarted(1, 9, clock.nanos());
        events.safetyStatePersistFailed();
        events.proposalTimestamp(4, VirtualClock.START.toEpochMilli() + 500);
        events.certificateRejected(CertificateKind.QUORUM, 4, 2, CertificateFault.BELOW_QUORUM, 0, clock.nanos());
        events.blockPruned(ID, 2, 100, PruneReason.ABANDONED);
        events.blockCommitted(new CommittedBlock(64, ID, ID, 5, 5, 5, 5, CommitPath.LIVE, 10, 1_000, clock.nanos()));
        events.blockExecuted(new ExecutedBlock(64, ID, ID, 1_000, clock.nanos() + 1_000));
        events.validatorSetChanged(new ValidatorSetChange(1, 0, List.of("0", "1", "2"), List.of(5L, 1L, 1L), 5, -1));
    }

    private static void performance(NodeMetrics node) {
        node.performance().transactionConfirmed(90_000_000);
        node.performance().endToEnd(100_000_000);
        node.performance().queueRejected(ProcessingStage.CRYPTO);
        node.events().queueChanged(ProcessingStage.CRYPTO, 3);
        node.events().queueWaited(ProcessingStage.CRYPTO, 1_000);
        node.events().cryptoDone(CryptoOperation.VERIFY, CryptoResult.OK, 600_000);
        BusyTime busy = node.performance().worker(ProcessingStage.CONSENSUS);
        busy.add(1_000_000);
    }

    private static void mempool(NodeMetrics node) {
        var mempool = node.mempool();
        mempool.capacity(100);
        mempool.capacityBytes(10_000);
        mempool.observe(() -> 3, () -> 300);
        mempool.observeOldest(() -> VirtualClock.START.toEpochMilli());
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
        network.connectionFailed(ConnectFailure.REFUSED);
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
