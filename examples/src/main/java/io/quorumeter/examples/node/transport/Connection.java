package io.quorumeter.examples.node.transport;

import io.quorumeter.examples.node.transport.FrameReader.Received;
import io.quorumeter.network.DropReason;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One TCP connection, dialled or accepted: bytes to frames and back, the handshake, then traffic to its owner. Everything here runs on the
 * transport's thread but {@link #send}.
 */
final class Connection implements EventLoop.Handler {

    /** Frames read in one turn before other connections get theirs. */
    private static final int FRAMES_PER_TURN = 64;

    /** What a connection belongs to: a link that dialled it, or the transport that accepted it. */
    interface Owner {
        /** Returns whether there is a place for this peer; if not, the handshake ends here. */
        default boolean admits(Peer peer) {
            return true;
        }

        /** The validator that was dialled, −1 where somebody dialled us. */
        default int target() {
            return -1;
        }

        /** The handshake is over. */
        void established(Connection connection, Peer peer);

        /** A frame of traffic came, in a turn that began {@code at} this time. */
        void received(Connection connection, Peer peer, Received frame, long at) throws MalformedFrameException;

        /** The connection is gone; {@code peer} is null if it never was established. */
        void closed(Connection connection, @Nullable Peer peer);
    }

    private final EventLoop loop;
    private final TransportListener listener;
    private final LongSupplier clock;
    private final TransportOptions options;
    private final SocketChannel channel;
    private final Handshake handshake;
    private final Owner owner;
    private final boolean outbound;
    private final SelectionKey key;
    private final FrameReader reader = new FrameReader(Handshake.MAX_FRAME_BYTES);
    private final SendQueue queue;
    private final AtomicBoolean flushing = new AtomicBoolean();
    private boolean closed;
    private @Nullable Peer peer;

    Connection(Wiring wiring, SocketChannel channel, Handshake handshake, Owner owner, boolean outbound)
            throws IOException {
        this.loop = wiring.loop();
        this.listener = wiring.listener();
        this.clock = wiring.clock();
        this.options = wiring.options();
        this.channel = channel;
        this.handshake = handshake;
        this.owner = owner;
        this.outbound = outbound;
        this.queue = new SendQueue(options.queueFrames(), options.queueBytes());
        int interest = outbound ? SelectionKey.OP_CONNECT : SelectionKey.OP_READ;
        this.key = loop.register(channel, interest, this);
        loop.schedule(options.handshakeTimeout().toNanos(), () -> {
            if (peer == null) {
                fail(FailureReason.TIMEOUT);
            }
        });
    }

    /** What all connections of a transport share. */
    record Wiring(
            EventLoop loop,
            TransportListener listener,
            LongSupplier clock,
            InstantSource wall,
            TransportOptions options) {

        /** Returns the wall clock's time, in Unix nanoseconds. */
        long wallNanos() {
            Instant now = wall.instant();
            return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        }
    }

    /** Queues a frame and has it written soon; callable from any thread, never waits. Returns why it was dropped, or null. */
    @Nullable
    DropReason send(Frame frame) {
        DropReason dropped = queue.offer(frame);
        if (dropped == null && flushing.compareAndSet(false, true)) {
            loop.execute(this::flushQueued);
        }
        return dropped;
    }

    /** Answers the peer, as long as it takes its answers; the transport's thread only. Returns why it was dropped, or null. */
    @Nullable
    DropReason answer(Frame frame) {
        DropReason dropped = queue.offer(frame);
        if (dropped == null) {
            flush();
        }
        return dropped;
    }

    /** Queues a frame of the connection's own; never one for each frame of the peer, because no bound applies. */
    void sendControl(Frame frame) {
        queue.add(frame);
        flush();
    }

    int queued() {
        return queue.size();
    }

    @Override
    public void ready() {
        long start = clock.getAsLong();
        if (key.isConnectable()) {
            finishConnecting();
        } else if (key.isReadable()) {
            read(start);
        }
        long read = clock.getAsLong();
        if (key.isValid() && key.isWritable()) {
            flush();
        }
        listener.worked(read - start, clock.getAsLong() - read);
    }

    /** Goes on once the channel is connected, of which the selector tells unless it was at once. */
    void finishConnecting() {
        try {
            channel.finishConnect();
            if (channel.getLocalAddress().equals(channel.getRemoteAddress())) {
                // A port nobody listens on may be picked as our own end, and TCP then connects us to ourselves.
                fail(FailureReason.REFUSED);
                return;
            }
            key.interestOps(SelectionKey.OP_READ);
            sendControl(((DiallerHandshake) handshake).opening());
        } catch (IOException e) {
            fail(FailureReason.REFUSED);
        }
    }

    private void read(long at) {
        try {
            for (int i = 0; i < FRAMES_PER_TURN && !closed; i++) {
                Received frame = reader.read(channel);
                if (frame == null) {
                    return;
                }
                listener.received(frame.kind(), frame.bytes());
                if (peer == null) {
                    greet(frame.kind(), frame.body());
                } else {
                    owner.received(this, peer, frame, at);
                }
            }
        } catch (HandshakeException e) {
            fail(e.reason());
        } catch (MalformedFrameException e) {
            listener.dropped(false, e.reason());
            end(CloseReason.PROTOCOL_ERROR, FailureReason.HANDSHAKE);
        } catch (EOFException e) {
            end(CloseReason.REMOTE, FailureReason.HANDSHAKE);
        } catch (IOException e) {
            end(CloseReason.IO_ERROR, FailureReason.OTHER);
        }
    }

    private void greet(FrameKind kind, ByteBuffer body) throws HandshakeException {
        Frame answer = handshake.next(kind, body);
        Peer proven = handshake.peer();
        if (proven != null && !owner.admits(proven)) {
            fail(FailureReason.LIMIT);
            return;
        }
        if (answer != null) {
            sendControl(answer);
        }
        if (proven != null && !closed) {
            peer = proven;
            reader.limit(proven.role() == Role.CLIENT ? options.maxClientFrameBytes() : options.maxFrameBytes());
            queue.open();
            listener.connected(outbound, proven);
            owner.established(this, proven);
        }
    }

    private void flushQueued() {
        long start = clock.getAsLong();
        flush();
        listener.worked(0, clock.getAsLong() - start);
    }

    /** Writes what is queued until the socket takes no more; the rest follows when it does again. */
    private void flush() {
        flushing.set(false);
        if (closed) {
            return;
        }
        try {
            for (Frame sent = queue.write(channel); sent != null; sent = queue.write(channel)) {
                listener.sent(sent.kind(), sent.bytes());
            }
            int interest = queue.size() > 0 ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
            key.interestOps(interest);
        } catch (IOException e) {
            end(CloseReason.IO_ERROR, FailureReason.OTHER);
        }
    }

    /** Ends the connection for a reason of ours. */
    void close(CloseReason reason) {
        end(reason, FailureReason.OTHER);
    }

    private void fail(FailureReason reason) {
        end(CloseReason.PROTOCOL_ERROR, reason);
    }

    private void end(CloseReason ifEstablished, FailureReason ifNot) {
        if (closed) {
            return;
        }
        closed = true;
        EventLoop.closeQuietly(channel);
        for (int lost = queue.close(); lost > 0; lost--) {
            listener.dropped(true, DropReason.DISCONNECTED);
        }
        if (peer == null) {
            listener.failed(owner.target(), ifNot);
        } else {
            listener.disconnected(outbound, peer, ifEstablished);
        }
        owner.closed(this, peer);
    }
}
