package io.quorumeter.testkit.metrics;

import io.quorumeter.MetricsCollector;
import io.quorumeter.consensus.AdmissionSource;
import io.quorumeter.consensus.MempoolMetrics;
import io.quorumeter.consensus.PerformanceMetrics;
import io.quorumeter.consensus.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Transactions on their way through a node, told by several threads at once as the threads of clients would: each is admitted, waits, and
 * is confirmed, six updates in all.
 */
final class TransactionLoad {
    private static final long LONGEST_ADMISSION = 50_000;
    private static final long LONGEST_WAIT = 200_000_000;

    private final MempoolMetrics mempool;
    private final PerformanceMetrics performance;
    private final SplittableRandom random;
    private final List<Thread> threads = new ArrayList<>();

    TransactionLoad(MetricsCollector collector, Protocol protocol, long seed) {
        mempool = new MempoolMetrics(collector);
        performance = new PerformanceMetrics(collector, protocol);
        random = new SplittableRandom(seed);
    }

    MempoolMetrics mempool() {
        return mempool;
    }

    PerformanceMetrics performance() {
        return performance;
    }

    /** Begins to tell of transactions, shared out to so many threads. */
    void start(long transactions, int count) {
        for (int i = 0; i < count; i++) {
            long share = transactions / count + (i < transactions % count ? 1 : 0);
            SplittableRandom own = random.split();
            Thread thread = new Thread(() -> tell(share, own), "client-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    /** Waits until all of them were told. */
    void join() {
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        threads.clear();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(long transactions, SplittableRandom own) {
        for (long i = 0; i < transactions; i++) {
            long waited = own.nextLong(LONGEST_WAIT);
            AdmissionSource source = own.nextInt(4) == 0 ? AdmissionSource.LOCAL : AdmissionSource.GOSSIP;
            mempool.admitted(source, own.nextLong(100, 1_000), own.nextLong(LONGEST_ADMISSION));
            mempool.waited(waited);
            performance.transactionConfirmed(waited);
            performance.endToEnd(waited + LONGEST_ADMISSION);
        }
    }
}
