package io.quorumeter.consensus;

import static io.quorumeter.Declaration.detailed;
import static io.quorumeter.Declaration.essential;
import static io.quorumeter.Declaration.standard;

import io.quorumeter.BusyTime;
import io.quorumeter.By;
import io.quorumeter.By2;
import io.quorumeter.Counter;
import io.quorumeter.Declaration;
import io.quorumeter.Gauge;
import io.quorumeter.Histogram;
import io.quorumeter.Timer;

/** The catalogue of the families of a node around its replica: performance and mempool. */
public final class NodeFamilies {
    public static final Declaration<Timer> TRANSACTION_CONFIRMATION = essential(
                    "hotstuff2_performance_transaction_confirmation_seconds",
                    "Submission of a transaction at this node until the commit of its block.")
            .timer();
    public static final Declaration<By<ProcessingStage, BusyTime>> STAGE_BUSY = essential(
                    "hotstuff2_performance_stage_busy_seconds_total",
                    "Time that the threads of a stage were working, the unfinished item included, so that its rate is their utilisation.")
            .busyTime()
            .by("stage", ProcessingStage.class);

    public static final Declaration<Timer> EXECUTION_DELAY = standard(
                    "hotstuff2_performance_transaction_execution_delay_seconds",
                    "Commit of a block until its executed result is available.")
            .timer();
    public static final Declaration<Timer> END_TO_END = standard(
                    "hotstuff2_performance_end_to_end_seconds",
                    "Submission of a transaction by a client until the reply to it.")
            .timer();
    public static final Declaration<By<ProcessingStage, Gauge>> QUEUE_DEPTH = standard(
                    "hotstuff2_performance_queue_depth", "Items that wait for a stage.")
            .gauge()
            .by("queue", ProcessingStage.class);
    public static final Declaration<By<ProcessingStage, Timer>> QUEUE_WAIT = standard(
                    "hotstuff2_performance_queue_wait_seconds", "Time that items waited for a stage.")
            .timer()
            .by("queue", ProcessingStage.class);
    public static final Declaration<By<ProcessingStage, Counter>> QUEUE_REJECTED = standard(
                    "hotstuff2_performance_queue_rejected_total",
                    "Items that were refused because the queue of a stage was full.")
            .counter()
            .by("queue", ProcessingStage.class);
    public static final Declaration<By<Resource, Gauge>> RESOURCE_USAGE = standard(
                    "hotstuff2_performance_resource_usage_ratio",
                    "Share of a resource that is in use, where the host reports it; 0 until it does.")
            .gauge()
            .by("resource", Resource.class);
    public static final Declaration<By2<CryptoOperation, CryptoResult, Counter>> CRYPTO_OPERATIONS = standard(
                    "hotstuff2_crypto_operations_total", "Cryptographic operations, by result.")
            .counter()
            .by("operation", CryptoOperation.class, "result", CryptoResult.class);
    public static final Declaration<By<CryptoOperation, Timer>> CRYPTO_OPERATION = standard(
                    "hotstuff2_crypto_operation_seconds", "Duration of cryptographic operations that were measured.")
            .timer()
            .by("operation", CryptoOperation.class);
    public static final Declaration<Gauge> TRANSACTION_THROUGHPUT = standard(
                    "hotstuff2_performance_transaction_throughput",
                    "Transactions committed a second, within the last 10 seconds.")
            .gauge();
    public static final Declaration<Gauge> BLOCK_THROUGHPUT = standard(
                    "hotstuff2_performance_block_throughput", "Blocks committed a second, within the last 10 seconds.")
            .gauge();
    public static final Declaration<Gauge> CONSENSUS_THROUGHPUT = standard(
                    "hotstuff2_performance_consensus_throughput",
                    "Views a second that committed something, within the last 10 seconds.")
            .gauge();
    public static final Declaration<Gauge> CONSENSUS_EFFICIENCY = standard(
                    "hotstuff2_performance_consensus_efficiency_ratio",
                    "Share of the views entered within the last minute that committed something; 1 when none was entered.")
            .gauge();

    public static final Declaration<Gauge> MEMPOOL_TRANSACTIONS = essential(
                    "hotstuff2_mempool_transactions", "Transactions that wait for a block.")
            .gauge();
    public static final Declaration<Gauge> MEMPOOL_SIZE = essential(
                    "hotstuff2_mempool_size_bytes", "Memory that the waiting transactions take.")
            .gauge();
    public static final Declaration<Gauge> MEMPOOL_CAPACITY_TRANSACTIONS = essential(
                    "hotstuff2_mempool_capacity_transactions", "Most transactions that may wait.")
            .gauge();
    public static final Declaration<By<AdmissionSource, Counter>> MEMPOOL_ADMITTED = essential(
                    "hotstuff2_mempool_admitted_total", "Transactions taken into the mempool, by source.")
            .counter()
            .by("source", AdmissionSource.class);
    public static final Declaration<Gauge> MEMPOOL_THROUGHPUT = standard(
                    "hotstuff2_mempool_admission_throughput",
                    "Transactions admitted a second, within the last 10 seconds.")
            .gauge();
    public static final Declaration<By<RefusalReason, Counter>> MEMPOOL_REJECTED = essential(
                    "hotstuff2_mempool_rejected_total", "Transactions that the mempool refused, by reason.")
            .counter()
            .by("reason", RefusalReason.class);
    public static final Declaration<Gauge> MEMPOOL_CAPACITY_BYTES = standard(
                    "hotstuff2_mempool_capacity_bytes", "Most memory that waiting transactions may take.")
            .gauge();
    public static final Declaration<By<EvictionReason, Counter>> MEMPOOL_EVICTED = standard(
                    "hotstuff2_mempool_evicted_total", "Transactions that left the mempool uncommitted, by reason.")
            .counter()
            .by("reason", EvictionReason.class);
    public static final Declaration<Counter> MEMPOOL_INCLUDED = standard(
                    "hotstuff2_mempool_included_total", "Transactions put in own proposals.")
            .counter()
            .causedBy(MEMPOOL_ADMITTED);
    public static final Declaration<Counter> MEMPOOL_COMMITTED = standard(
                    "hotstuff2_mempool_committed_total", "Transactions held that were committed.")
            .counter()
            .causedBy(MEMPOOL_ADMITTED);
    public static final Declaration<Histogram> MEMPOOL_TRANSACTION_SIZE = detailed(
                    "hotstuff2_mempool_transaction_size_bytes", "Size of the transactions taken.")
            .histogram();
    public static final Declaration<Timer> MEMPOOL_ADMISSION = standard(
                    "hotstuff2_mempool_admission_seconds", "Time to take a transaction.")
            .timer();
    public static final Declaration<Timer> MEMPOOL_RESIDENCE = standard(
                    "hotstuff2_mempool_residence_seconds",
                    "From the admission of a transaction until it was committed.")
            .timer();
    public static final Declaration<Timer> MEMPOOL_SELECTION = standard(
                    "hotstuff2_mempool_selection_seconds", "Time to choose the transactions of a proposal.")
            .timer();
    public static final Declaration<Histogram> MEMPOOL_BATCH = standard(
                    "hotstuff2_mempool_batch_transactions", "Transactions chosen for a proposal.")
            .histogram();
    public static final Declaration<Gauge> MEMPOOL_OLDEST = standard(
                    "hotstuff2_mempool_oldest_timestamp_seconds",
                    "Unix time at which the transaction that waits longest was taken; 0 when none waits.")
            .gauge();
    public static final Declaration<Gauge> MEMPOOL_OLDEST_AGE = standard(
                    "hotstuff2_mempool_oldest_age_seconds",
                    "Age of the transaction that waits longest, 0 when none waits; by the monotonic clock.")
            .gauge();

    private NodeFamilies() {}
}
