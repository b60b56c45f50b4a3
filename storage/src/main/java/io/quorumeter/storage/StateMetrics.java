package io.quorumeter.storage;

import static io.quorumeter.storage.StorageFamilies.ACCOUNTS;
import static io.quorumeter.storage.StorageFamilies.CHECKPOINT_FINGERPRINT;
import static io.quorumeter.storage.StorageFamilies.CHECKPOINT_HEIGHT;
import static io.quorumeter.storage.StorageFamilies.CONTRACTS;
import static io.quorumeter.storage.StorageFamilies.EXECUTED_HEIGHT;
import static io.quorumeter.storage.StorageFamilies.QUERIES;
import static io.quorumeter.storage.StorageFamilies.QUERY;
import static io.quorumeter.storage.StorageFamilies.ROOT;
import static io.quorumeter.storage.StorageFamilies.ROOT_MISMATCHES;
import static io.quorumeter.storage.StorageFamilies.SNAPSHOT;
import static io.quorumeter.storage.StorageFamilies.SNAPSHOTS;
import static io.quorumeter.storage.StorageFamilies.SNAPSHOT_SIZE;
import static io.quorumeter.storage.StorageFamilies.STATE_SIZE;
import static io.quorumeter.storage.StorageFamilies.STATE_TRANSACTIONS;
import static io.quorumeter.storage.StorageFamilies.TRANSITION;
import static io.quorumeter.storage.StorageFamilies.TRANSITIONS;
import static io.quorumeter.storage.StorageFamilies.VALIDATION;
import static io.quorumeter.storage.StorageFamilies.VALIDATIONS;

import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.Gauge;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;
import io.quorumeter.binding.CheckpointGauges;

/**
 * What a node calls to tell how committed blocks change its state. Blocks are applied by one thread at a time, in the order of
 * heights; the other methods are safe from any thread. None throws, blocks or allocates, but for one small object at each checkpoint.
 */
public final class StateMetrics {
    private final Gauge executedHeight;
    private final By<TransitionResult, Counter> transitions;
    private final Timer transition;
    private final By<RootSource, Counter> rootMismatches;
    private final By<TransactionResult, Counter> transactions;
    private final By<ValidationResult, Counter> validations;
    private final Timer validation;
    private final By<QueryResult, Counter> queries;
    private final Timer query;
    private final By<SnapshotResult, Counter> snapshots;
    private final Timer snapshot;
    private final Gauge snapshotSize;
    private final Timer root;
    private final Gauge size;
    private final Gauge accounts;
    private final Gauge contracts;
    private final CheckpointGauges checkpoints;

    /**
     * Declares the families.
     *
     * @param metrics where they are declared
     */
    public StateMetrics(MetricsCollector metrics) {
        transition = TRANSITION.on(metrics);
        transitions = TRANSITIONS.on(metrics);
        executedHeight = EXECUTED_HEIGHT.on(metrics);
        rootMismatches = ROOT_MISMATCHES.on(metrics);
        transactions = STATE_TRANSACTIONS.on(metrics);
        validations = VALIDATIONS.on(metrics);
        validation = VALIDATION.on(metrics);
        queries = QUERIES.on(metrics);
        query = QUERY.on(metrics);
        snapshots = SNAPSHOTS.on(metrics);
        snapshot = SNAPSHOT.on(metrics);
        snapshotSize = SNAPSHOT_SIZE.on(metrics);
        root = ROOT.on(metrics);
        size = STATE_SIZE.on(metrics);
        accounts = ACCOUNTS.on(metrics);
        contracts = CONTRACTS.on(metrics);
        checkpoints = new CheckpointGauges(metrics, CHECKPOINT_HEIGHT, CHECKPOINT_FINGERPRINT);
    }

    /**
     * The state on disk, before the first block is applied.
     *
     * @param height the height of the last block that is part of it
     */
    public void restored(long height) {
        executedHeight.set(height);
    }

    /**
     * A committed block is part of the state.
     *
     * @param height its height, above that of the call before
     * @param rootBits0to63 the first eight bytes of the digest of the state after it, big-endian
     * @param rootBits64to127 the next eight bytes
     * @param nanos how long applying it took, in nanoseconds
     */
    public void blockApplied(long height, long rootBits0to63, long rootBits64to127, long nanos) {
        transition.record(nanos);
        transitions.of(TransitionResult.OK).increment();
        executedHeight.set(height);
        checkpoints.reached(height, rootBits0to63, rootBits64to127);
    }

    /** A committed block could not be applied. */
    public void blockFailed() {
        transitions.of(TransitionResult.FAILED).increment();
    }

    /**
     * The own state root after a block is not the one agreed on.
     *
     * @param comparedWith whose root it was compared with
     */
    public void rootMismatched(RootSource comparedWith) {
        rootMismatches.of(comparedWith).increment();
    }

    /**
     * How far the state is.
     *
     * @return the height of the last block applied; 0 on a collector that keeps nothing
     */
    public long executedHeight() {
        return executedHeight.longValue();
    }

    /**
     * Transactions of a block were executed.
     *
     * @param result how
     * @param count how many, 0 or more
     */
    public void transactionsExecuted(TransactionResult result, int count) {
        transactions.of(result).increment(count);
    }

    /**
     * A transaction was validated; without its duration where reading a clock for each is too much.
     *
     * @param result what was found
     */
    public void transactionValidated(ValidationResult result) {
        validations.of(result).increment();
    }

    /**
     * A transaction was validated.
     *
     * @param result what was found
     * @param nanos how long it took, in nanoseconds
     */
    public void transactionValidated(ValidationResult result, long nanos) {
        validation.record(nanos);
        transactionValidated(result);
    }

    /**
     * A question to the state ended.
     *
     * @param result how
     * @param nanos how long it took, in nanoseconds
     */
    public void queried(QueryResult result, long nanos) {
        query.record(nanos);
        queries.of(result).increment();
    }

    /**
     * A snapshot of the state was made.
     *
     * @param bytes its size
     * @param nanos how long it took, in nanoseconds
     */
    public void snapshotMade(long bytes, long nanos) {
        snapshot.record(nanos);
        snapshotSize.set(bytes);
        snapshots.of(SnapshotResult.OK).increment();
    }

    /** A snapshot of the state could not be made. */
    public void snapshotFailed() {
        snapshots.of(SnapshotResult.FAILED).increment();
    }

    /**
     * The digest of the state was computed.
     *
     * @param nanos how long it took, in nanoseconds
     */
    public void rootComputed(long nanos) {
        root.record(nanos);
    }

    /**
     * How large the state is.
     *
     * @param bytes its live entries
     * @param accountCount accounts in it
     * @param contractCount contracts in it
     */
    public void updateSize(long bytes, long accountCount, long contractCount) {
        size.set(bytes);
        accounts.set(accountCount);
        contracts.set(contractCount);
    }
}
