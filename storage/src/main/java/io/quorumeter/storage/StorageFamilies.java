package io.quorumeter.storage;

import static io.quorumeter.Declaration.detailed;
import static io.quorumeter.Declaration.essential;
import static io.quorumeter.Declaration.standard;

import io.quorumeter.By;
import io.quorumeter.By2;
import io.quorumeter.Counter;
import io.quorumeter.Declaration;
import io.quorumeter.Gauge;
import io.quorumeter.Histogram;
import io.quorumeter.Timer;
import io.quorumeter.binding.CheckpointGauges.Half;
import io.quorumeter.binding.CheckpointGauges.Slot;

/** The catalogue of the families of stores and of the state. */
public final class StorageFamilies {
    public static final Declaration<By2<StorageOperation, StorageResult, Counter>> OPERATIONS = essential(
                    "hotstuff2_storage_operations_total", "Operations on a store, by result.")
            .counter()
            .with("store")
            .by("operation", StorageOperation.class, "result", StorageResult.class);
    public static final Declaration<Timer> SYNC = essential(
                    "hotstuff2_storage_sync_seconds", "Time to make what was written to a store durable.")
            .timer()
            .with("store");
    public static final Declaration<Gauge> SIZE = essential("hotstuff2_storage_size_bytes", "Size of a store on disk.")
            .gauge()
            .with("store");
    public static final Declaration<Gauge> AVAILABLE = essential(
                    "hotstuff2_storage_available_bytes", "Free space on the volume of the stores.")
            .gauge();
    public static final Declaration<By2<FailedOperation, FailureKind, Counter>> ERRORS = essential(
                    "hotstuff2_storage_errors_total", "Failed operations on the stores, by what failed and why.")
            .counter()
            .by("operation", FailedOperation.class, "kind", FailureKind.class);

    public static final Declaration<By<StorageOperation, Timer>> OPERATION = standard(
                    "hotstuff2_storage_operation_seconds", "Duration of operations on a store.")
            .timer()
            .with("store")
            .by("operation", StorageOperation.class);
    public static final Declaration<Counter> READ_BYTES = standard(
                    "hotstuff2_storage_read_bytes_total", "Bytes read from a store.")
            .counter()
            .with("store");
    public static final Declaration<Counter> WRITTEN_BYTES = standard(
                    "hotstuff2_storage_written_bytes_total", "Bytes handed to a store.")
            .counter()
            .with("store");
    public static final Declaration<Counter> DEVICE_WRITTEN_BYTES = detailed(
                    "hotstuff2_storage_device_written_bytes_total",
                    "Bytes that the engine wrote, log and compaction included; over the bytes handed to the stores this "
                            + "is write amplification.")
            .counter();
    public static final Declaration<Histogram> BATCH_OPERATIONS = standard(
                    "hotstuff2_storage_batch_operations", "Operations in a batch.")
            .histogram()
            .with("store");
    public static final Declaration<Gauge> CAPACITY = standard(
                    "hotstuff2_storage_capacity_bytes", "Size of the volume of the stores.")
            .gauge();
    public static final Declaration<Gauge> UTILIZATION = standard(
                    "hotstuff2_storage_utilization_ratio",
                    "Share of the volume of the stores that is in use; 0 while unknown.")
            .gauge();
    public static final Declaration<Gauge> EFFICIENCY = standard(
                    "hotstuff2_storage_efficiency_ratio",
                    "Live bytes of the state over the bytes that the stores take on disk, at most 1; 0 while unknown.")
            .gauge();
    public static final Declaration<Counter> WRITE_STALL = standard(
                    "hotstuff2_storage_write_stall_seconds_total", "Time that the engine held writers back.")
            .counter();
    public static final Declaration<By<CacheResult, Counter>> CACHE_REQUESTS = standard(
                    "hotstuff2_storage_cache_requests_total", "Look-ups in a cache, by result.")
            .counter()
            .with("cache")
            .by("result", CacheResult.class);
    public static final Declaration<Gauge> CACHE_HIT_RATIO = standard(
                    "hotstuff2_storage_cache_hit_ratio",
                    "Share of the look-ups within the last minute that hit; 1 when there was none.")
            .gauge()
            .with("cache");
    public static final Declaration<Counter> CACHE_EVICTIONS = detailed(
                    "hotstuff2_storage_cache_evictions_total", "Entries that a cache gave up.")
            .counter()
            .with("cache");
    public static final Declaration<Gauge> CACHE_SIZE = standard(
                    "hotstuff2_storage_cache_size_bytes", "Memory that a cache takes.")
            .gauge()
            .with("cache");
    public static final Declaration<Counter> PRUNED_BLOCKS = detailed(
                    "hotstuff2_storage_pruned_blocks_total", "Blocks removed by pruning.")
            .counter();

    public static final Declaration<Gauge> EXECUTED_HEIGHT = essential(
                    "hotstuff2_state_executed_height",
                    "Height of the last block applied to the state; its distance from the committed height is the execution lag.")
            .gauge()
            .causedBy("hotstuff2_state_transitions_total");
    public static final Declaration<By<TransitionResult, Counter>> TRANSITIONS = essential(
                    "hotstuff2_state_transitions_total", "Blocks applied to the state, by result.")
            .counter()
            .by("result", TransitionResult.class)
            .causedBy("hotstuff2_state_transition_seconds");
    public static final Declaration<Timer> TRANSITION = essential(
                    "hotstuff2_state_transition_seconds", "Time to apply a block to the state.")
            .timer();
    public static final Declaration<By<RootSource, Counter>> ROOT_MISMATCHES = essential(
                    "hotstuff2_state_root_mismatches_total",
                    "Blocks after which the own state root was not the agreed one.")
            .counter()
            .by("source", RootSource.class);
    public static final Declaration<By<Slot, Gauge>> CHECKPOINT_HEIGHT = essential(
                    "hotstuff2_state_checkpoint_height", "Height after which the fingerprint of the slot was taken.")
            .gauge()
            .by("slot", Slot.class)
            .causedBy("hotstuff2_state_checkpoint_fingerprint");
    public static final Declaration<By2<Slot, Half, Gauge>> CHECKPOINT_FINGERPRINT = essential(
                    "hotstuff2_state_checkpoint_fingerprint",
                    "First 96 bits of the state root at the checkpoint height of the slot, in two halves of 48 bits.")
            .gauge()
            .by("slot", Slot.class, "half", Half.class);
    public static final Declaration<By<TransactionResult, Counter>> STATE_TRANSACTIONS = standard(
                    "hotstuff2_state_transactions_total", "Transactions executed, by result.")
            .counter()
            .by("result", TransactionResult.class);
    public static final Declaration<By<ValidationResult, Counter>> VALIDATIONS = standard(
                    "hotstuff2_state_validations_total", "Transactions validated, by result.")
            .counter()
            .by("result", ValidationResult.class);
    public static final Declaration<Timer> VALIDATION = standard(
                    "hotstuff2_state_validation_seconds", "Time to validate a transaction.")
            .timer();
    public static final Declaration<By<QueryResult, Counter>> QUERIES = standard(
                    "hotstuff2_state_queries_total", "Questions to the state, by result.")
            .counter()
            .by("result", QueryResult.class);
    public static final Declaration<Timer> QUERY = standard(
                    "hotstuff2_state_query_seconds", "Time to answer a question to the state.")
            .timer();
    public static final Declaration<By<SnapshotResult, Counter>> SNAPSHOTS = standard(
                    "hotstuff2_state_snapshots_total", "Snapshots of the state, by result.")
            .counter()
            .by("result", SnapshotResult.class);
    public static final Declaration<Timer> SNAPSHOT = standard(
                    "hotstuff2_state_snapshot_seconds", "Time to make a snapshot of the state.")
            .timer();
    public static final Declaration<Gauge> SNAPSHOT_SIZE = detailed(
                    "hotstuff2_state_snapshot_size_bytes", "Size of the last snapshot of the state.")
            .gauge();
    public static final Declaration<Timer> ROOT = standard(
                    "hotstuff2_state_root_seconds", "Time to compute the digest of the state.")
            .timer();
    public static final Declaration<Gauge> STATE_SIZE = standard(
                    "hotstuff2_state_size_bytes", "Size of the state, live entries only.")
            .gauge();
    public static final Declaration<Gauge> ACCOUNTS =
            detailed("hotstuff2_state_accounts", "Accounts in the state.").gauge();
    public static final Declaration<Gauge> CONTRACTS =
            detailed("hotstuff2_state_contracts", "Contracts in the state.").gauge();

    private StorageFamilies() {}
}
