package io.quorumeter.testkit.simulation;

import io.quorumeter.testkit.hotstuff2.MalformedMessageException;
import io.quorumeter.testkit.hotstuff2.Message;
import io.quorumeter.testkit.hotstuff2.MessageCodec;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** What happens to a message between the replica that sends it and the one that gets it. */
final class Links {
    private static final double NANOS_PER_SECOND = 1e9;

    private final HotStuff2Simulation plan;
    private final EventHeap heap;
    private final SplittableRandom delays;
    private final SplittableRandom troubles;
    private final long calmAfter;
    private final long[] silentUntil;
    private final long[] deafUntil;
    private final long[] busyUntil;
    private @Nullable Message measured;
    private long measuredBytes;
    private long sent;
    private long dropped;
    private long duplicated;

    Links(HotStuff2Simulation plan, EventHeap heap, SplittableRandom delays, SplittableRandom troubles) {
        this.plan = plan;
        this.heap = heap;
        this.delays = delays;
        this.troubles = troubles;
        this.calmAfter = plan.calmAfter.toNanos();
        this.silentUntil = new long[plan.replicas()];
        this.deafUntil = new long[plan.replicas()];
        this.busyUntil = new long[plan.replicas()];
    }

    void send(int from, int to, Message message, long now) {
        sent++;
        plan.wire.sent(from, to, message);
        boolean calm = now >= calmAfter;
        if ((!calm && troubles.nextDouble() < plan.loss) || isCut(now, from, to)) {
            dropped++;
            return;
        }
        deliver(from, to, message, now, calm);
        if (!calm && troubles.nextDouble() < plan.duplication) {
            duplicated++;
            deliver(from, to, message, now, false);
        }
    }

    private boolean isCut(long now, int from, int to) {
        for (NetworkConditions.Partition partition : plan.partitions) {
            if (partition.cuts(now, from, to)) {
                return true;
            }
        }
        return false;
    }

    private void deliver(int from, int to, Message message, long now, boolean calm) {
        Message carried = plan.throughCodec ? throughCodec(from, message) : message;
        if (carried == null) {
            dropped++;
            return;
        }
        long delay = (calm ? plan.delay : plan.delayBeforeCalm).nextNanos(delays);
        if (!calm && plan.reordering > 0 && troubles.nextDouble() < plan.reordering) {
            delay += troubles.nextLong(plan.longestReordering.toNanos());
        }
        long leaves = plan.bytesPerSecond == 0 ? now : leaves(from, message, now);
        heap.deliver(Math.max(leaves, Math.max(silentUntil[from], deafUntil[to])) + delay, to, carried);
    }

    /** When the last byte of a message is on its way, after all that the sender sent before. */
    private long leaves(int from, Message message, long now) {
        if (measured != message) {
            measured = message;
            measuredBytes = MessageCodec.encode(message).length;
        }
        long takes = (long) (measuredBytes * NANOS_PER_SECOND / plan.bytesPerSecond);
        busyUntil[from] = Math.max(now, busyUntil[from]) + takes;
        return busyUntil[from];
    }

    /** Null for what nobody can read, as Byzantine replicas may send. */
    private @Nullable Message throughCodec(int from, Message message) {
        try {
            return MessageCodec.decode(ByteBuffer.wrap(MessageCodec.encode(message)));
        } catch (MalformedMessageException broken) {
            if (plan.byzantine.containsKey(from)) {
                return null;
            }
            throw new IllegalStateException("a replica sent what cannot be decoded: " + message, broken);
        }
    }

    /** Nothing that a replica sends arrives before this. */
    void silence(int replica, long until) {
        silentUntil[replica] = Math.max(silentUntil[replica], until);
    }

    /** Nothing that is sent to a replica arrives before this. */
    void deafen(int replica, long until) {
        deafUntil[replica] = Math.max(deafUntil[replica], until);
    }

    /** A message came to a replica that is down. */
    void undeliverable() {
        dropped++;
    }

    long sent() {
        return sent;
    }

    long dropped() {
        return dropped;
    }

    long duplicated() {
        return duplicated;
    }
}
