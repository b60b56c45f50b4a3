package io.quorumeter.consensus;

import static io.quorumeter.MetricType.COUNTER;
import static io.quorumeter.MetricType.GAUGE;
import static io.quorumeter.MetricType.HISTOGRAM;
import static io.quorumeter.binding.Family.essential;

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
            .by("reason", RefusalReason.class));

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
