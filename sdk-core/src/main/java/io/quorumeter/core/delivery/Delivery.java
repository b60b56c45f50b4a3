package io.quorumeter.core.delivery;

import io.quorumeter.core.event.Loop;
import io.quorumeter.core.event.Mailbox;
import io.quorumeter.core.event.Progress;
import io.quorumeter.spi.DurationRange;
import io.quorumeter.spi.SteadyClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Sends records to one target, in the order in which they were offered, one at a time.
 *
 * <p>A record that the target does not take is sent again after a pause, which grows and is partly random, until the target takes or
 * refuses it; the others wait behind it in a backlog, whose oldest records are dropped when it is full. With a spool the backlog is on
 * disk and outlives the process: each record is delivered at least once, and one at most is delivered again after a crash. Attempts whose
 * end the target did not report, such as those that took too long, may double a record as well.
 *
 * <p>Nothing here waits but {@link #close}. Safe from any thread.
 */
public final class Delivery implements AutoCloseable {
    private static final int WAITING = 4_096;

    private final DeliveryStatistics statistics;
    private final Backlog backlog;
    private final Sender sender;
    private final Mailbox<byte[]> mailbox;
    private final SteadyClock clock;
    private final long largest;
    private final long mailboxLimit;
    private final AtomicLong mailboxBytes = new AtomicLong();
    private final Progress kept = new Progress();
    private final Progress settled = new Progress();
    private final long found;
    private long received;
    private volatile boolean closed;

    private Delivery(
            String name,
            Target target,
            @Nullable Path folder,
            DeliveryPolicy policy,
            Loop.Starter loops,
            SteadyClock clock,
            RandomGenerator random)
            throws IOException {
        this.clock = clock;
        this.statistics = new DeliveryStatistics(clock);
        Spool spool = folder == null ? null : Spool.open(folder, policy.diskBytes(), statistics);
        long part = policy.memoryBytes() / 4; // a part for the record being sent, two for the backlog
        this.backlog = new Backlog(name, spool, 2 * part, statistics);
        this.mailboxLimit = part;
        this.largest = spool == null ? part : Math.min(part, Spool.largest(policy.diskBytes()));
        this.found = backlog.records();
        this.received = found;
        this.mailbox = new Mailbox<>("quorumeter-delivery-" + name, WAITING, this::lost, loops, this::step);
        this.sender = new Sender(name, target, policy, backlog, statistics, clock, random, mailbox::wake);
        if (found > 0) {
            mailbox.wake();
        }
    }

    /**
     * Starts one, with what its spool still holds.
     *
     * @param name names it in logs and its thread
     * @param target takes the records
     * @param spool a folder of its own for records that wait, made if need be; null keeps them in memory
     * @param policy the limits
     * @param loops makes its loop
     * @param clock dates records, and times attempts and pauses
     * @param random spreads pauses; used by the loop only
     * @return to be closed
     * @throws IOException when the spool is another's or cannot be opened
     */
    public static Delivery start(
            String name,
            Target target,
            @Nullable Path spool,
            DeliveryPolicy policy,
            Loop.Starter loops,
            SteadyClock clock,
            RandomGenerator random)
            throws IOException {
        return new Delivery(name, target, spool, policy, loops, clock, random);
    }

    /**
     * Takes a record to be sent. Never waits and never throws; a record for which there is no room is dropped and counted.
     *
     * @param record the bytes, not to be changed afterwards
     * @return whether it was taken
     */
    public boolean offer(byte[] record) {
        statistics.pending(1, record.length);
        if (record.length > largest) {
            statistics.dropped(DropReason.TOO_LARGE, 1, record.length);
            return false;
        }
        if (mailboxBytes.addAndGet(record.length) > mailboxLimit) {
            lost(Mailbox.Drop.QUEUE_FULL, record);
            return false;
        }
        return mailbox.offer(record);
    }

    /** {@return the counts of this delivery} */
    public DeliveryStatistics statistics() {
        return statistics;
    }

    /**
     * Waits until the records offered so far are in the backlog: with a spool they outlive the process from then on.
     *
     * @return completes soon
     */
    public CompletableFuture<Void> kept() {
        return kept.reach(found + mailbox.accepted());
    }

    /**
     * Waits for the records offered so far, for a participant in a collector's flush.
     *
     * @param limit the longest time
     * @return completes when all were delivered or dropped; with a time-out when the limit is over
     * @throws IllegalArgumentException when the limit is negative or too long
     */
    public CompletableFuture<Void> flush(Duration limit) {
        DurationRange.notNegative("limit", limit);
        CompletableFuture<Void> done = settled.reach(found + mailbox.accepted());
        mailbox.wake();
        return done.orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Ends the attempt under way, puts what was offered into the spool and closes it; without one, what waits is dropped. */
    @Override
    public void close() {
        closed = true;
        mailbox.wake();
        mailbox.awaitEnd();
    }

    private void lost(Mailbox.Drop why, byte[] record) {
        mailboxBytes.addAndGet(-record.length);
        DropReason reason = why == Mailbox.Drop.QUEUE_FULL ? DropReason.QUEUE_FULL : DropReason.CLOSED;
        statistics.dropped(reason, 1, record.length);
    }

    private long step() {
        for (byte[] record = mailbox.poll(); record != null; record = mailbox.poll()) {
            mailboxBytes.addAndGet(-record.length);
            received++;
            backlog.append(new Entry(record, clock.millis()));
        }
        kept.advance(received);
        if (closed) {
            sender.close();
            mailbox.close();
            return Loop.WHEN_WOKEN;
        }
        long wait = sender.advance();
        if (!sender.isSending()) { // so that no later record that was dropped counts for the one being sent
            settled.advance(received - backlog.records());
        }
        return wait;
    }
}
