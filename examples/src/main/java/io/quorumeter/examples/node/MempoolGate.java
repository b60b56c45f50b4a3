package io.quorumeter.examples.node;

import io.quorumeter.consensus.AdmissionSource;
import io.quorumeter.consensus.MempoolMetrics;
import io.quorumeter.consensus.RefusalReason;
import io.quorumeter.examples.node.mempool.Mempool;
import io.quorumeter.examples.node.mempool.TransactionBatch;
import io.quorumeter.examples.node.transport.MalformedFrameException;
import java.nio.ByteBuffer;

/** Lets clients' transactions into the pool, and tells of each what became of it. */
final class MempoolGate {

    private final Mempool pool;
    private final MempoolMetrics metrics;

    MempoolGate(Mempool pool, MempoolMetrics metrics) {
        this.pool = pool;
        this.metrics = metrics;
        metrics.capacity(pool.limits().transactions());
        metrics.observe(pool::size, pool::bytes);
    }

    /** Takes a frame of transactions, received at {@code now}. */
    void submit(ByteBuffer body, long now) throws MalformedFrameException {
        for (byte[] transaction : TransactionBatch.decode(body)) {
            switch (pool.submit(transaction, now)) {
                case ADMITTED -> metrics.admitted(AdmissionSource.LOCAL);
                case FULL -> metrics.rejected(RefusalReason.FULL);
                case DUPLICATE -> metrics.rejected(RefusalReason.DUPLICATE);
                case TOO_LARGE -> metrics.rejected(RefusalReason.TOO_LARGE);
                case INVALID -> metrics.rejected(RefusalReason.INVALID);
            }
        }
    }
}
