package io.quorumeter.examples.node.transport;

import io.quorumeter.examples.node.transport.Connection.Wiring;
import io.quorumeter.examples.node.transport.FrameReader.Received;
import io.quorumeter.network.DropReason;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way to one validator: dials it, dials again when the connection is lost, and sends it what it is given meanwhile. What cannot be
 * sent now is dropped, because the protocol repeats what still matters by itself.
 */
final class Link implements Connection.Owner {

    private final int target;
    private final Wiring wiring;
    private final Supplier<DiallerHandshake> handshakes;
    private volatile @Nullable Connection established;
    private @Nullable InetSocketAddress address;
    private @Nullable Connection current;
    private long retryNanos;
    private long pinged;
    private boolean cut;

    Link(int target, Wiring wiring, Supplier<DiallerHandshake> handshakes) {
        this.target = target;
        this.wiring = wiring;
        this.handshakes = handshakes;
        this.retryNanos = wiring.options().firstRetry().toNanos();
    }

    /** Says where the validator listens, now or from now on; the transport's thread only. */
    void dial(InetSocketAddress where) {
        if (where.equals(address)) {
            return;
        }
        address = where;
        retryNanos = wiring.options().firstRetry().toNanos();
        if (current == null) {
            connect();
        } else {
            current.close(CloseReason.LOCAL);
        }
    }

    /** Says whether the network on the way is broken; the transport's thread only. */
    void cut(boolean broken) {
        boolean healed = cut && !broken;
        cut = broken;
        if (broken && current != null) {
            current.close(CloseReason.LOCAL);
        } else if (healed) {
            retryNanos = wiring.options().firstRetry().toNanos();
            connect();
        }
    }

    /** Sends from any thread, without waiting; returns whether the frame was taken. */
    boolean send(Frame frame) {
        Connection connection = established;
        DropReason dropped = connection == null ? DropReason.DISCONNECTED : connection.send(frame);
        if (dropped != null) {
            wiring.listener().dropped(true, dropped);
        }
        return dropped == null;
    }

    boolean isEstablished() {
        return established != null;
    }

    int queued() {
        Connection connection = established;
        return connection == null ? 0 : connection.queued();
    }

    private void connect() {
        InetSocketAddress where = address;
        if (where == null || current != null || cut) {
            return;
        }
        SocketChannel channel = null;
        try {
            channel = SocketChannel.open();
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            boolean connected = channel.connect(where);
            Connection dialled = new Connection(wiring, channel, handshakes.get(), this, true);
            current = dialled;
            if (connected) {
                dialled.finishConnecting();
            }
        } catch (IOException e) {
            if (channel != null) {
                EventLoop.closeQuietly(channel);
            }
            wiring.listener().failed(target, FailureReason.UNREACHABLE);
            retryLater();
        }
    }

    private void retryLater() {
        wiring.loop().schedule(retryNanos, this::connect);
        retryNanos = Math.min(2 * retryNanos, wiring.options().lastRetry().toNanos());
    }

    @Override
    public int target() {
        return target;
    }

    @Override
    public void established(Connection connection, Peer peer) {
        retryNanos = wiring.options().firstRetry().toNanos();
        pinged = 0;
        established = connection;
        ping(connection);
    }

    @Override
    public void received(Connection connection, Peer peer, Received frame, long at) throws MalformedFrameException {
        if (frame.kind() != FrameKind.PONG) {
            throw new MalformedFrameException(
                    DropReason.UNSUPPORTED, "A " + frame.kind() + " on a connection we dialled");
        }
        if (frame.body().remaining() != 2 * Long.BYTES
                || pinged == 0
                || frame.body().getLong() != pinged) {
            throw new MalformedFrameException(DropReason.MALFORMED, "A pong nobody asked for");
        }
        // Not `at`, when this turn began: the ping may have left in the same turn.
        long roundTrip = wiring.clock().getAsLong() - pinged;
        pinged = 0;
        wiring.listener().roundTrip(target, roundTrip);
        double ahead = (double) frame.body().getLong() - wiring.wallNanos() + roundTrip / 2.0;
        wiring.listener().clockCompared(target, ahead / TimeUnit.SECONDS.toNanos(1));
    }

    @Override
    public void closed(Connection connection, @Nullable Peer peer) {
        established = null;
        current = null;
        retryLater();
    }

    private void ping(Connection connection) {
        if (connection != established) {
            return;
        }
        long now = wiring.clock().getAsLong();
        if (pinged == 0) {
            pinged = now;
            connection.sendControl(Frame.of(
                    FrameKind.PING, ByteBuffer.allocate(Long.BYTES).putLong(now).array()));
        } else if (now - pinged > wiring.options().pingTimeout().toNanos()) {
            connection.close(CloseReason.TIMEOUT);
            return;
        }
        wiring.loop().schedule(wiring.options().pingInterval().toNanos(), () -> ping(connection));
    }
}
