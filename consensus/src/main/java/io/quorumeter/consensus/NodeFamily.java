package io.quorumeter.consensus;

import static io.quorumeter.MetricType.COUNTER;
import static io.quorumeter.MetricType.GAUGE;
import static io.quorumeter.MetricType.HISTOGRAM;
import static io.quorumeter.binding.Family.detailed;
import static io.quorumeter.binding.Family.essential;
import static io.quorumeter.binding.Family.standard;

import io.quorumeter.binding.Catalogued;
import io.quorumeter.binding.Family;

/** The catalogue of the families of a node around its replica: performance and mempool. */
public enum NodeFamily implements Catalogued {
    /** How long clients wait. */
    TRANSACTION_CONFIRMATION(essential(
            HISTOGRAM,
            "performance_transaction_confirmation_seconds",
            "Submission of a transaction at this node until the commit of its block (sampled).")),
    /** How busy the node is. */
    STAGE_BUSY(essential(
                    COUNTER,
                    "performance_stage_busy_seconds_total",
                    "Time that the threads of a stage were working, the unfinished item included, so that its rate is their utilisation.")
            .by("stage", ProcessingStage.class)),

    /** How long results take. */
    EXECUTION_DELAY(standard(
            HISTOGRAM,
            "performance_transaction_execution_delay_seconds",
            "Commit of a block until its executed result is available.")),
    /** How long clients wait for an answer. */
    END_TO_END(standard(
            HISTOGRAM,
            "performance_end_to_end_seconds",
            "Submission of a transaction by a client until the reply to it (sampled).")),
    /** How much waits. */
    QUEUE_DEPTH(standard(GAUGE, "performance_queue_depth", "Items that wait for a stage.")
            .by("queue", ProcessingStage.class)),
    /** How long it waits. */
    QUEUE_WAIT(standard(HISTOGRAM, "performance_queue_wait_seconds", "Time that items waited for a stage.")
            .by("queue", ProcessingStage.class)),
    /** What had no room to wait. */
    QUEUE_REJECTED(standard(
                    COUNTER,
                    "performance_queue_rejected_total",
                    "Items that were refused because the queue of a stage was full.")
            .by("queue", ProcessingStage.class)),
    /** Work of cryptography. */
    CRYPTO_OPERATIONS(standard(COUNTER, "crypto_operations_total", "Cryptographic operations, by result.")
            .by("operation", CryptoOperation.class)
            .by("result", CryptoResult.class)),
    /** Its price. */
    CRYPTO_OPERATION(
            standard(HISTOGRAM, "crypto_operation_seconds", "Duration of cryptographic operations that were measured.")
                    .by("operation", CryptoOperation.class)),
    /** Throughput of transactions. */
    TRANSACTION_THROUGHPUT(standard(
            GAUGE,
            "performance_transaction_throughput",
            "Transactions committed a second, within the last 10 seconds.")),
    /** Throughput of blocks. */
    BLOCK_THROUGHPUT(
            standard(GAUGE, "performance_block_throughput", "Blocks committed a second, within the last 10 seconds.")),
    /** Throughput of decisions. */
    CONSENSUS_THROUGHPUT(standard(
            GAUGE,
            "performance_consensus_throughput",
            "Views a second that committed something, within the last 10 seconds.")),
    /** How much of consensus is for nothing. */
    CONSENSUS_EFFICIENCY(standard(
            GAUGE,
            "performance_consensus_efficiency_ratio",
            "Share of the views entered within the last minute that committed something; 1 when none was entered.")),

    /** Transactions held. */
    MEMPOOL_TRANSACTIONS(essential(GAUGE, "mempool_transactions", "Transactions that wait for a block.")),
    /** Memory held. */
    MEMPOOL_SIZE(essential(GAUGE, "mempool_size_bytes", "Memory that the waiting transactions take.")),
    /** The limit. */
    MEMPOOL_CAPACITY_TRANSACTIONS(
            essential(GAUGE, "mempool_capacity_transactions", "Most transactions that may wait.")),
    /** Transactions taken. */
    MEMPOOL_ADMITTED(essential(COUNTER, "mempool_admitted_total", "Transactions taken into the mempool, by source.")
            .by("source", AdmissionSource.class)),
    /** Transactions refused. */
    MEMPOOL_REJECTED(essential(COUNTER, "mempool_rejected_total", "Transactions that the mempool refused, by reason.")
            .by("reason", RefusalReason.class)),
    /** The limit in bytes. */
    MEMPOOL_CAPACITY_BYTES(
            standard(GAUGE, "mempool_capacity_bytes", "Most memory that waiting transactions may take.")),
    /** Transactions given up. */
    MEMPOOL_EVICTED(
            standard(COUNTER, "mempool_evicted_total", "Transactions that left the mempool uncommitted, by reason.")
                    .by("reason", EvictionReason.class)),
    /** Transactions proposed. */
    MEMPOOL_INCLUDED(standard(COUNTER, "mempool_included_total", "Transactions put in own proposals.")),
    /** Transactions done. */
    MEMPOOL_COMMITTED(standard(COUNTER, "mempool_committed_total", "Transactions held that were committed.")),
    /** How large transactions are. */
    MEMPOOL_TRANSACTION_SIZE(
            detailed(HISTOGRAM, "mempool_transaction_size_bytes", "Size of the transactions taken (sampled).")),
    /** The work of taking one. */
    MEMPOOL_ADMISSION(standard(HISTOGRAM, "mempool_admission_seconds", "Time to take a transaction (sampled).")),
    /** How long they wait. */
    MEMPOOL_RESIDENCE(standard(
            HISTOGRAM,
            "mempool_residence_seconds",
            "From the admission of a transaction until it was committed (sampled).")),
    /** The work of choosing. */
    MEMPOOL_SELECTION(
            standard(HISTOGRAM, "mempool_selection_seconds", "Time to choose the transactions of a proposal.")),
    /** How many are chosen. */
    MEMPOOL_BATCH(standard(HISTOGRAM, "mempool_batch_transactions", "Transactions chosen for a proposal.")),
    /** How long the oldest waits. */
    MEMPOOL_OLDEST(standard(
            GAUGE,
            "mempool_oldest_timestamp_seconds",
            "Unix time at which the transaction that waits longest was taken; 0 when none waits.")),
    /** For how long. */
    MEMPOOL_OLDEST_AGE(standard(
            GAUGE,
            "mempool_oldest_age_seconds",
            "Age of the transaction that waits longest, 0 when none waits; by the monotonic clock."));

    @SuppressWarnings("ImmutableEnumChecker") // a record of immutable parts
    private final Family family;

    NodeFamily(Family family) {
        this.family = family;
    }

    @Override
    public Family family() {
        return family;
    }
}
