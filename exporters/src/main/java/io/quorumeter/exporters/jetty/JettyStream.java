package io.quorumeter.exporters.jetty;

import io.quorumeter.exporters.http.HttpStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Sends one frame after the other; the next is written when the one before was taken. */
final class JettyStream implements HttpStream {
    private final JettyExchange exchange;
    private final Response response;
    private final Duration limit;
    private final int most;
    private final Queue<ByteBuffer> waiting = new ArrayDeque<>(); // guarded by this, as all below
    private boolean isWriting;
    private boolean isClosed;
    private boolean isOver;

    JettyStream(JettyExchange exchange, Response response, Duration limit, int most) {
        this.exchange = exchange;
        this.response = response;
        this.limit = limit;
        this.most = most;
    }

    /** Sends the head of the answer. */
    void open() {
        synchronized (this) {
            isWriting = true;
        }
        write(BufferUtil.EMPTY_BUFFER, false);
    }

    @Override
    public boolean send(ByteBuffer frame) {
        synchronized (this) {
            if (isClosed || (isWriting && waiting.size() >= most)) {
                return false;
            }
            if (isWriting) {
                waiting.add(frame.duplicate());
                return true;
            }
            isWriting = true;
        }
        write(frame.duplicate(), false);
        return true;
    }

    @Override
    public synchronized boolean isOpen() {
        return !isClosed;
    }

    @Override
    public void close() {
        synchronized (this) {
            boolean isIdle = !isClosed && !isWriting;
            isClosed = true;
            if (!isIdle) {
                return;
            }
            isWriting = true;
        }
        write(BufferUtil.EMPTY_BUFFER, true);
    }

    /** Ends what the client does not want any more. */
    void abandon() {
        synchronized (this) {
            waiting.clear();
        }
        close();
    }

    private void write(ByteBuffer frame, boolean isLast) {
        exchange.within(limit, () -> exchange.cutOff("a frame was not read within " + limit));
        response.write(isLast, frame, Callback.from(() -> written(isLast), this::failed));
    }

    private void written(boolean wasLast) {
        if (wasLast) {
            over(null);
            return;
        }
        ByteBuffer next;
        boolean isLast;
        synchronized (this) {
            next = waiting.poll();
            isLast = next == null && isClosed;
            isWriting = next != null || isLast;
            if (!isWriting) {
                exchange.withoutDeadline();
                return;
            }
        }
        write(next == null ? BufferUtil.EMPTY_BUFFER : next, isLast);
    }

    private void failed(Throwable failed) {
        synchronized (this) {
            isClosed = true;
            waiting.clear();
        }
        over(new EofException(failed));
    }

    private void over(@Nullable Throwable failed) {
        synchronized (this) {
            if (isOver) {
                return;
            }
            isOver = true;
        }
        exchange.finish(failed);
    }
}
