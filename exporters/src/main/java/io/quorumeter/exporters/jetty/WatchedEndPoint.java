package io.quorumeter.exporters.jetty;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is looked at now and then.
 *
 * <p>Jetty limits how long a connection is silent, not how long a request may take to come: a client that sends a byte a second is never
 * silent. And it does not read while a request is handled, so that it does not notice when the client leaves. Here the time of the
 * first byte of a request is kept; and while a request is handled, {@link #check} reads ahead, without waiting. Bytes that it finds, of
 * TLS or of a client that does not wait for its answer, stay here until Jetty reads on; behind 4 KiB of them no end is noticed.
 */
final class WatchedEndPoint extends SocketChannelEndPoint {
    private static final int AHEAD = 1 << 12;

    private final Executor executor;
    private final Object reading = new Object();
    private ByteBuffer ahead = BufferUtil.EMPTY_BUFFER; // guarded by reading
    private long firstByte; // guarded by reading; 0 when no request has begun
    private volatile @Nullable JettyExchange exchange;

    WatchedEndPoint(
            SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler, Executor executor) {
        super(channel, selector, key, scheduler);
        this.executor = executor;
    }

    /** The connection that a request came by, below TLS. */
    static WatchedEndPoint of(Request request) {
        EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
        while (endPoint instanceof EndPoint.Wrapper wrapper) {
            endPoint = wrapper.unwrap();
        }
        return (WatchedEndPoint) endPoint;
    }

    void begin(JettyExchange request) {
        synchronized (reading) {
            firstByte = 0;
        }
        exchange = request;
    }

    void end() {
        exchange = null;
    }

    /** Whether no request is being handled. */
    boolean isIdle() {
        return exchange == null;
    }

    /** Closes the connection, or ends its request, when either takes too long. */
    void check(long now, Duration receive) {
        JettyExchange current = exchange;
        if (current != null) {
            current.check(now);
            return;
        }
        boolean tooLong;
        synchronized (reading) {
            tooLong = firstByte != 0 && now - firstByte > receive.toNanos();
        }
        if (tooLong) {
            close(new TimeoutException("no whole request within " + receive));
        }
    }

    /** Whether the client closed its sending side or the connection; only to be asked while its request is handled. */
    boolean hasLeft() {
        synchronized (reading) {
            if (isFillInterested()) {
                return false;
            }
            ByteBuffer peeked = ByteBuffer.allocate(AHEAD).put(ahead.duplicate());
            try {
                int read = getChannel().read(peeked);
                while (read > 0) { // the end may come behind bytes: of TLS that it is over, or of another request
                    read = getChannel().read(peeked);
                }
                ahead = peeked.flip();
                return read < 0;
            } catch (IOException reset) {
                return true;
            }
        }
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        synchronized (reading) {
            int filled = ahead.hasRemaining() ? fillFromAhead(buffer) : super.fill(buffer);
            if (filled > 0 && firstByte == 0 && exchange == null) {
                firstByte = System.nanoTime();
            }
            return filled;
        }
    }

    private int fillFromAhead(ByteBuffer buffer) {
        int position = BufferUtil.flipToFill(buffer);
        int filled = BufferUtil.put(ahead, buffer);
        BufferUtil.flipToFlush(buffer, position);
        notIdle();
        return filled;
    }

    /** The selector does not know of bytes that were read ahead. */
    @Override
    protected void needsFillInterest() {
        boolean isThere;
        synchronized (reading) {
            isThere = ahead.hasRemaining();
        }
        if (isThere) {
            executor.execute(() -> getFillInterest().fillable());
        } else {
            super.needsFillInterest();
        }
    }

    @Override
    public void onClose(@Nullable Throwable cause) {
        super.onClose(cause);
        JettyExchange current = exchange;
        if (current != null) {
            current.closed();
        }
    }
}
