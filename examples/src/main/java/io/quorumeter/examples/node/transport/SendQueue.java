package io.quorumeter.examples.node.transport;

import io.quorumeter.network.DropReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Frames on their way out of one connection, bounded by number and by bytes. Any thread offers; the transport's thread writes, and holds
 * the lock only to look at the head, never while it writes.
 */
final class SendQueue {

    private final int maxFrames;
    private final long maxBytes;
    private final Queue<Frame> frames = new ArrayDeque<>();
    private long bytes;
    private boolean open;
    private @Nullable ByteBuffer rest;

    SendQueue(int maxFrames, long maxBytes) {
        this.maxFrames = maxFrames;
        this.maxBytes = maxBytes;
    }

    /** Lets frames in from now on. */
    synchronized void open() {
        open = true;
    }

    /** Lets no more frames in and returns how many were still waiting, which are gone; the transport's thread only. */
    synchronized int close() {
        open = false;
        int lost = frames.size();
        frames.clear();
        bytes = 0;
        rest = null;
        return lost;
    }

    /** Takes the frame, or says why not. */
    synchronized @Nullable DropReason offer(Frame frame) {
        if (!open) {
            return DropReason.DISCONNECTED;
        }
        if (frames.size() >= maxFrames || bytes + frame.bytes() > maxBytes) {
            return DropReason.QUEUE_FULL;
        }
        frames.add(frame);
        bytes += frame.bytes();
        return null;
    }

    synchronized int size() {
        return frames.size();
    }

    /**
     * Takes a frame of the connection's own (handshake, ping), of which there are few, whatever the state of the queue; the transport's
     * thread only.
     */
    synchronized void add(Frame frame) {
        frames.add(frame);
        bytes += frame.bytes();
    }

    private synchronized @Nullable Frame head() {
        return frames.peek();
    }

    private synchronized void removeHead() {
        bytes -= frames.remove().bytes();
    }

    /**
     * Writes the frame at the head, or what is left of it; the transport's thread only.
     *
     * @return the frame once its last byte went into the channel; null when the queue is empty or the channel takes no more for now
     */
    @Nullable
    Frame write(WritableByteChannel channel) throws IOException {
        Frame head = head();
        if (head == null) {
            return null;
        }
        if (rest == null) {
            rest = head.view();
        }
        channel.write(rest);
        if (rest.hasRemaining()) {
            return null;
        }
        rest = null;
        removeHead();
        return head;
    }
}
