package io.quorumeter.storage;

import static io.quorumeter.MetricType.COUNTER;
import static io.quorumeter.MetricType.GAUGE;
import static io.quorumeter.MetricType.HISTOGRAM;
import static io.quorumeter.binding.Family.detailed;
import static io.quorumeter.binding.Family.essential;
import static io.quorumeter.binding.Family.standard;

import io.quorumeter.binding.Catalogued;
import io.quorumeter.binding.CheckpointGauges.Half;
import io.quorumeter.binding.CheckpointGauges.Slot;
import io.quorumeter.binding.Family;

/** The catalogue of the families of stores and of the state. */
public enum StorageFamily implements Catalogued {
    /** What was asked of the stores. */
    OPERATIONS(essential(COUNTER, "storage_operations_total", "Operations on a store, by result.")
            .open("store")
            .by("operation", StorageOperation.class)
            .by("result", StorageResult.class)),
    /** Durability. */
    SYNC(essential(HISTOGRAM, "storage_sync_seconds", "Time to make what was written to a store durable.")
            .open("store")),
    /** Room taken. */
    SIZE(essential(GAUGE, "storage_size_bytes", "Size of a store on disk.").open("store")),
    /** Room left. */
    AVAILABLE(essential(GAUGE, "storage_available_bytes", "Free space on the volume of the stores.")),
    /** Failures. */
    ERRORS(essential(COUNTER, "storage_errors_total", "Failed operations on the stores, by what failed and why.")
            .by("operation", FailedOperation.class)
            .by("kind", FailureKind.class)),

    /** Duration of operations. */
    OPERATION(standard(HISTOGRAM, "storage_operation_seconds", "Duration of operations on a store (reads sampled).")
            .open("store")
            .by("operation", StorageOperation.class)),
    /** Bytes out. */
    READ_BYTES(standard(COUNTER, "storage_read_bytes_total", "Bytes read from a store.")
            .open("store")),
    /** Bytes in. */
    WRITTEN_BYTES(standard(COUNTER, "storage_written_bytes_total", "Bytes handed to a store.")
            .open("store")),
    /** Bytes on the device. */
    DEVICE_WRITTEN_BYTES(
            detailed(
                    COUNTER,
                    "storage_device_written_bytes_total",
                    "Bytes that the engine wrote, log and compaction included; over the bytes handed to the stores this is write amplification.")),
    /** How large batches are. */
    BATCH_OPERATIONS(standard(HISTOGRAM, "storage_batch_operations", "Operations in a batch.")
            .open("store")),
    /** Room there is. */
    CAPACITY(standard(GAUGE, "storage_capacity_bytes", "Size of the volume of the stores.")),
    /** How full it is. */
    UTILIZATION(standard(
            GAUGE, "storage_utilization_ratio", "Share of the volume of the stores that is in use; 0 while unknown.")),
    /** How much of it is of use. */
    EFFICIENCY(standard(
            GAUGE,
            "storage_efficiency_ratio",
            "Live bytes of the state over the bytes that the stores take on disk, at most 1; 0 while unknown.")),
    /** Writers held back. */
    WRITE_STALL(standard(COUNTER, "storage_write_stall_seconds_total", "Time that the engine held writers back.")),
    /** Look-ups. */
    CACHE_REQUESTS(standard(COUNTER, "storage_cache_requests_total", "Look-ups in a cache, by result.")
            .open("cache")
            .by("result", CacheResult.class)),
    /** The share that hit. */
    CACHE_HIT_RATIO(standard(
                    GAUGE,
                    "storage_cache_hit_ratio",
                    "Share of the look-ups within the last minute that hit; 1 when there was none.")
            .open("cache")),
    /** Entries given up. */
    CACHE_EVICTIONS(detailed(COUNTER, "storage_cache_evictions_total", "Entries that a cache gave up.")
            .open("cache")),
    /** Its memory. */
    CACHE_SIZE(standard(GAUGE, "storage_cache_size_bytes", "Memory that a cache takes.")
            .open("cache")),
    /** Blocks given up. */
    PRUNED_BLOCKS(detailed(COUNTER, "storage_pruned_blocks_total", "Blocks removed by pruning.")),

    /** How far the state is. */
    EXECUTED_HEIGHT(
            essential(
                    GAUGE,
                    "state_executed_height",
                    "Height of the last block applied to the state; its distance from the committed height is the execution lag.")),
    /** Blocks applied. */
    TRANSITIONS(essential(COUNTER, "state_transitions_total", "Blocks applied to the state, by result.")
            .by("result", TransitionResult.class)),
    /** Duration of applying. */
    TRANSITION(essential(HISTOGRAM, "state_transition_seconds", "Time to apply a block to the state.")),
    /** Divergence. */
    ROOT_MISMATCHES(essential(
                    COUNTER,
                    "state_root_mismatches_total",
                    "Blocks after which the own state root was not the agreed one.")
            .by("source", RootSource.class)),
    /** Heights of the state's fingerprints. */
    CHECKPOINT_HEIGHT(
            essential(GAUGE, "state_checkpoint_height", "Height after which the fingerprint of the slot was taken.")
                    .by("slot", Slot.class)),
    /** Fingerprints of the state. */
    CHECKPOINT_FINGERPRINT(essential(
                    GAUGE,
                    "state_checkpoint_fingerprint",
                    "First 96 bits of the state root at the checkpoint height of the slot, in two halves of 48 bits.")
            .by("slot", Slot.class)
            .by("half", Half.class)),
    /** Transactions executed. */
    STATE_TRANSACTIONS(standard(COUNTER, "state_transactions_total", "Transactions executed, by result.")
            .by("result", TransactionResult.class)),
    /** Transactions looked at. */
    VALIDATIONS(standard(COUNTER, "state_validations_total", "Transactions validated, by result.")
            .by("result", ValidationResult.class)),
    /** The work of looking. */
    VALIDATION(standard(HISTOGRAM, "state_validation_seconds", "Time to validate a transaction (sampled).")),
    /** Questions. */
    QUERIES(standard(COUNTER, "state_queries_total", "Questions to the state, by result.")
            .by("result", QueryResult.class)),
    /** The work of answering. */
    QUERY(standard(HISTOGRAM, "state_query_seconds", "Time to answer a question to the state.")),
    /** Snapshots. */
    SNAPSHOTS(standard(COUNTER, "state_snapshots_total", "Snapshots of the state, by result.")
            .by("result", SnapshotResult.class)),
    /** The work of a snapshot. */
    SNAPSHOT(standard(HISTOGRAM, "state_snapshot_seconds", "Time to make a snapshot of the state.")),
    /** How large it is. */
    SNAPSHOT_SIZE(detailed(GAUGE, "state_snapshot_size_bytes", "Size of the last snapshot of the state.")),
    /** The work of a root. */
    ROOT(standard(HISTOGRAM, "state_root_seconds", "Time to compute the digest of the state.")),
    /** How large the state is. */
    STATE_SIZE(standard(GAUGE, "state_size_bytes", "Size of the state, live entries only.")),
    /** Accounts. */
    ACCOUNTS(detailed(GAUGE, "state_accounts", "Accounts in the state.")),
    /** Contracts. */
    CONTRACTS(detailed(GAUGE, "state_contracts", "Contracts in the state."));

    @SuppressWarnings("ImmutableEnumChecker") // a record of immutable parts
    private final Family family;

    StorageFamily(Family family) {
        this.family = family;
    }

    @Override
    public Family family() {
        return family;
    }
}
