package io.quorumeter.exporters.jetty;

import io.quorumeter.exporters.http.HttpLimits;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Reads the body of a request as it comes, without a thread that waits. All bodies of an endpoint share some memory. */
final class RequestBody {
    static final String FORM = "application/x-www-form-urlencoded";
    static final String JSON = "application/json";

    private final Request request;
    private final JettyExchange exchange;
    private final HttpLimits limits;
    private final Semaphore memory;
    private final Consumer<String> whole;
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();

    private int taken; // guarded by this, as below
    private boolean isOver;

    /** Begins with nothing read; {@code memory} has a permit for each byte. */
    RequestBody(Request request, JettyExchange exchange, HttpLimits limits, Semaphore memory, Consumer<String> whole) {
        this.request = request;
        this.exchange = exchange;
        this.limits = limits;
        this.memory = memory;
        this.whole = whole;
    }

    /** Reads a body of a media type. */
    void read(String wanted) {
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        if (type != null && !type.split(";", 2)[0].strip().equalsIgnoreCase(wanted)) {
            exchange.respond(415, "only " + wanted);
        } else if (request.getLength() > limits.bodyBytes()) {
            tooLong();
        } else {
            exchange.whenFinished(this::release);
            exchange.within(limits.receive(), () -> exchange.cutOff("no whole request within " + limits.receive()));
            readOn();
        }
    }

    private void readOn() {
        for (Content.@Nullable Chunk chunk = request.read(); chunk != null; chunk = request.read()) {
            if (Content.Chunk.isFailure(chunk)) {
                exchange.respond(400, "the body ended early");
                return;
            }
            ByteBuffer bytes = chunk.getByteBuffer();
            if (!take(bytes.remaining())) {
                chunk.release();
                exchange.respond(503, "the bodies of requests take too much memory together; try again later");
                return;
            }
            while (bytes.hasRemaining() && read.size() <= limits.bodyBytes()) {
                read.write(bytes.get());
            }
            boolean isLast = chunk.isLast();
            chunk.release();
            if (read.size() > limits.bodyBytes()) {
                tooLong();
                return;
            }
            if (isLast) {
                whole.accept(read.toString(StandardCharsets.UTF_8));
                return;
            }
        }
        request.demand(this::readOn);
    }

    private synchronized boolean take(int bytes) {
        if (isOver || !memory.tryAcquire(bytes)) {
            return false;
        }
        taken += bytes;
        return true;
    }

    private synchronized void release() {
        isOver = true;
        memory.release(taken);
        taken = 0;
    }

    private void tooLong() {
        exchange.respond(413, "the body is longer than " + limits.bodyBytes() + " bytes");
    }
}
