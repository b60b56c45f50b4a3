package io.quorumeter.benchmarks.alerts;

import io.quorumeter.MetricsCollector;
import io.quorumeter.core.OpenMetricsText;
import io.quorumeter.core.TextBuffer;
import io.quorumeter.network.MessageType;
import io.quorumeter.network.NetworkMetrics;
import io.quorumeter.storage.StorageMetrics;
import io.quorumeter.storage.StorageOperation;
import io.quorumeter.storage.StoreMetrics;
import io.quorumeter.testkit.metrics.ConsensusLoad;
import io.quorumeter.testkit.metrics.LoadReport;
import io.quorumeter.testkit.metrics.LoadTier;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What goes on in a leader's process in real time: the load L3, in bursts of 50 milliseconds' worth; a message received and a store written
 * for each of its votes and blocks; and a scrape every 100 milliseconds.
 */
final class LeaderUnderLoad implements AutoCloseable {
    private static final Duration BURST = Duration.ofMillis(50);
    private static final long SCRAPED_EACH = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int VOTE_BYTES = 148;

    private final MetricsCollector collector;
    private final NetworkMetrics network;
    private final StoreMetrics store;
    private final Thread leader = new Thread(this::lead, "leader");
    private final Thread scraper = new Thread(this::scrape, "scraper");
    private final long begun = System.nanoTime();
    private volatile long votes;
    private volatile boolean over;

    LeaderUnderLoad(MetricsCollector collector, NetworkMetrics network, StorageMetrics storage) {
        this.collector = collector;
        this.network = network;
        store = storage.store("blocks");
        leader.setDaemon(true);
        scraper.setDaemon(true);
        leader.start();
        scraper.start();
    }

    private void lead() {
        long told = 0;
        for (int burst = 1; !over; burst++) {
            LoadReport report = ConsensusLoad.of(LoadTier.L3).seed(burst).run(collector, BURST);
            for (int i = 0; i < report.votes(); i++) {
                network.messageReceived(MessageType.VOTE, VOTE_BYTES);
            }
            for (int i = 0; i < report.blocks(); i++) {
                store.completed(StorageOperation.BATCH);
            }
            told += report.votes();
            votes = told;
            awaitReal(begun + burst * BURST.toNanos());
        }
    }

    private void scrape() {
        OpenMetricsText text = new OpenMetricsText();
        TextBuffer buffer = new TextBuffer(1 << 16);
        for (long scrape = 1; !over; scrape++) {
            collector.read(snapshot -> {
                buffer.clear();
                text.write(snapshot, buffer);
                return buffer.size();
            });
            awaitReal(begun + scrape * SCRAPED_EACH);
        }
    }

    private void awaitReal(long nanos) {
        long wait = nanos - System.nanoTime();
        while (wait > 0 && !over) {
            LockSupport.parkNanos(wait);
            wait = nanos - System.nanoTime();
        }
    }

    /** {@return votes a second so far} */
    double votesPerSecond() {
        return votes / ((System.nanoTime() - begun) / 1e9);
    }

    @Override
    public void close() throws InterruptedException {
        over = true;
        leader.join();
        scraper.join();
    }
}
