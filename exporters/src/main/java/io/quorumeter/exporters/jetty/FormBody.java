package io.quorumeter.exporters.jetty;

import io.quorumeter.exporters.http.HttpLimits;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Reads the form in a request's body as it comes, without a thread that waits. */
final class FormBody {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final Request request;
    private final JettyExchange exchange;
    private final HttpLimits limits;
    private final Consumer<String> whole;
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();

    FormBody(Request request, JettyExchange exchange, HttpLimits limits, Consumer<String> whole) {
        this.request = request;
        this.exchange = exchange;
        this.limits = limits;
        this.whole = whole;
    }

    void read() {
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        if (type != null && !type.split(";", 2)[0].strip().equalsIgnoreCase(FORM)) {
            exchange.respond(415, "only " + FORM);
        } else if (request.getLength() > limits.bodyBytes()) {
            tooLong();
        } else {
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

    private void tooLong() {
        exchange.respond(413, "the body is longer than " + limits.bodyBytes() + " bytes");
    }
}
