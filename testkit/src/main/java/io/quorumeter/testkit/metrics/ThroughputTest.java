package io.quorumeter.testkit.metrics;

import io.quorumeter.MetricsCollector;
import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.CommittedBlock;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.ViewCause;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.snapshot.Distribution;
import io.quorumeter.snapshot.MetricsSnapshot;
import io.quorumeter.testkit.metrics.MetricsTestFramework.ThroughputReport;
import java.time.Duration;

/** One run of {@link MetricsTestFramework#testHighThroughputMetrics}, in steps of a tenth of a second of virtual time. */
final class ThroughputTest {
    private static final int THREADS = 8;
    private static final int BLOCK = 1_000;
    private static final int BYTES = 250;
    private static final long STEP = Duration.ofMillis(100).toNanos();

    private final int perSecond;
    private final VirtualClock clock = new VirtualClock();
    private final MetricsCollector metrics = Quorumeter.collector()
            .clock(clock)
            .nanoTime(clock::nanos)
            .ticker(clock::every)
            .create();
    private final TransactionLoad clients;
    private final HotStuff2Events events;
    private long view;

    ThroughputTest(int perSecond) {
        this.perSecond = perSecond;
        Protocol protocol = Protocol.basic().replicas(4).ownIndex(0);
        clients = new TransactionLoad(metrics, protocol, 1);
        events = HotStuff2Events.on(metrics, protocol, clock.unix());
        events.listen("performance", clients.performance());
    }

    ThroughputReport run(Duration duration) {
        long all = Math.multiplyExact(duration.toMillis(), (long) perSecond) / 1_000;
        long told = 0;
        for (long passed = 0; passed < duration.toNanos(); ) {
            long step = Math.min(STEP, duration.toNanos() - passed);
            passed += step;
            long until = passed == duration.toNanos() ? all : (long) (passed / 1e9 * perSecond);
            clients.start(until - told, THREADS);
            commit(until - told);
            clients.join();
            told = until;
            clock.advance(Duration.ofNanos(step));
        }
        MetricsSnapshot snapshot = metrics.snapshot();
        return new ThroughputReport(
                all,
                (long) snapshot.total("hotstuff2_mempool_admitted_total"),
                (long) snapshot.total("hotstuff2_consensus_transactions_committed_total"),
                snapshot.distribution("hotstuff2_performance_transaction_confirmation_seconds")
                        .map(Distribution::count)
                        .orElse(0L),
                snapshot.total("hotstuff2_performance_transaction_throughput"));
    }

    private void commit(long transactions) {
        for (long left = transactions; left > 0; left -= BLOCK) {
            int size = (int) Math.min(left, BLOCK);
            events.viewEntered(view + 1, view, ViewCause.DOUBLE_CERTIFICATE, 0, clock.nanos());
            BlockId parent = new BlockId(view, 0, 0, 0);
            view++;
            events.blockCommitted(CommittedBlock.byDoubleCertificate(view, new BlockId(view, 0, 0, 0), parent, view)
                    .transactions(size)
                    .bytes((long) size * BYTES)
                    .at(clock.nanos()));
            clients.mempool().committed(size);
        }
    }
}
