package io.quorumeter.examples.node.mempool;

import io.quorumeter.examples.node.transport.Frame;
import io.quorumeter.examples.node.transport.FrameKind;
import io.quorumeter.examples.node.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Submits transactions at a steady rate, each to one replica in turn, passing over those that cannot be reached. It is told nothing about
 * what becomes of them, so it measures nothing: the replica that took a transaction knows when it was committed.
 */
public final class TransactionClient implements AutoCloseable {

    /** Least size of a transaction, in bytes. */
    public static final int MIN_TRANSACTION_BYTES = TransactionSource.MIN_BYTES;

    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long LONGEST_CATCH_UP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Transport transport;
    private final int replicas;
    private volatile double perNano;
    private final int perFrame;
    private final TransactionSource source;
    private final LongSupplier clock;
    private final Thread thread;
    private int turn;
    private volatile boolean stopped;

    /**
     * Prepares a client.
     *
     * @param transport a client's; started, and closed with this client
     * @param replicas how many there are
     * @param rate transactions a second, 0 for none
     * @param bytes size of each, at least {@link #MIN_TRANSACTION_BYTES}
     * @param author a number that no other client of this network has had
     * @param clock nanoseconds
     */
    public TransactionClient(
            Transport transport, int replicas, double rate, int bytes, long author, LongSupplier clock) {
        this.transport = transport;
        this.replicas = replicas;
        this.perNano = perNano(rate);
        this.perFrame = TransactionBatch.perFrame(bytes);
        this.source = new TransactionSource(author, bytes);
        this.clock = clock;
        this.thread = new Thread(this::run, "client");
        thread.setDaemon(true);
    }

    /** Submits so many transactions a second from now on; any thread. */
    public void rate(double perSecond) {
        perNano = perNano(perSecond);
    }

    private static double perNano(double perSecond) {
        return perSecond / TimeUnit.SECONDS.toNanos(1);
    }

    /** Starts submitting. */
    public void start() {
        transport.start();
        thread.start();
    }

    private void run() {
        long before = clock.getAsLong();
        double due = 0;
        while (!stopped) {
            long now = clock.getAsLong();
            due += Math.min(now - before, LONGEST_CATCH_UP_NANOS) * perNano;
            before = now;
            int whole = (int) due;
            due -= whole;
            submit(whole);
            LockSupport.parkNanos(TICK_NANOS);
        }
    }

    /** Spreads {@code count} new transactions over the replicas that are there; with none there, they are never made. */
    void submit(int count) {
        List<Integer> reachable = new ArrayList<>();
        for (int i = 0; i < replicas; i++) {
            if (transport.isConnected(i)) {
                reachable.add(i);
            }
        }
        if (reachable.isEmpty()) {
            return;
        }
        List<List<byte[]>> batches = new ArrayList<>();
        reachable.forEach(replica -> batches.add(new ArrayList<>()));
        for (int i = 0; i < count; i++) {
            batches.get(turn++ % batches.size()).add(source.next());
            turn &= Integer.MAX_VALUE;
        }
        for (int i = 0; i < batches.size(); i++) {
            send(reachable.get(i), batches.get(i));
        }
    }

    private void send(int replica, List<byte[]> batch) {
        for (int from = 0; from < batch.size(); from += perFrame) {
            List<byte[]> part = batch.subList(from, Math.min(batch.size(), from + perFrame));
            transport.send(replica, Frame.of(FrameKind.TRANSACTIONS, TransactionBatch.encode(part)));
        }
    }

    /** Stops submitting and hangs up. */
    @Override
    public void close() {
        if (stopped) {
            return;
        }
        stopped = true;
        LockSupport.unpark(thread);
        try {
            thread.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        transport.close();
    }
}
