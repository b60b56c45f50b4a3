package io.quorumeter.exporters.jetty;

import io.quorumeter.exporters.encoding.FormText;
import io.quorumeter.exporters.encoding.GzipBuffer;
import io.quorumeter.exporters.encoding.Negotiation;
import io.quorumeter.exporters.http.HttpExchange;
import io.quorumeter.exporters.http.HttpHandler;
import io.quorumeter.exporters.http.HttpLimits;
import io.quorumeter.exporters.http.HttpStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ObjIntConsumer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** A request on its way through a handler. It has a deadline at each step; the connection looks at it now and then. */
final class JettyExchange implements HttpExchange {
    private static final System.Logger LOG = System.getLogger("io.quorumeter.http");
    private static final int WORTH_COMPRESSING = 1 << 10;

    /** What happens when the step is not over by then. */
    private record Deadline(long at, Runnable late) {}

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final WatchedEndPoint endPoint;
    private final HttpLimits limits;
    private final ObjIntConsumer<String> answered;
    private final Map<String, List<String>> parameters = new HashMap<>();
    private final AtomicBoolean isAnswered = new AtomicBoolean();
    private final List<Runnable> whenCancelled = new ArrayList<>(); // guarded by itself
    private String body = "";
    private volatile boolean isCancelled;
    private volatile @Nullable Deadline deadline;
    private volatile Runnable whenFinished = () -> {};

    JettyExchange(
            Request request,
            Response response,
            Callback callback,
            WatchedEndPoint endPoint,
            HttpLimits limits,
            ObjIntConsumer<String> answered) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.endPoint = endPoint;
        this.limits = limits;
        this.answered = answered;
        endPoint.begin(this);
    }

    /** Hands a request to its handler, once its parameters are there. */
    void handle(HttpHandler handler, String content) {
        Duration limit = limits.handle();
        within(limit, () -> {
            cancel();
            respond(503, "no answer within " + limit.toSeconds() + " s");
        });
        try {
            FormText.read(request.getHttpURI().getQuery(), parameters);
            if (handler.takesJson()) {
                body = content;
            } else {
                FormText.read(content, parameters);
            }
        } catch (IllegalArgumentException wrong) {
            respond(400, String.valueOf(wrong.getMessage()));
            return;
        }
        try {
            handler.handle(this);
        } catch (Throwable failed) { // an Error, too: the client waits
            LOG.log(System.Logger.Level.WARNING, "a request for " + path() + " failed", failed);
            respond(500, "the request failed; the reason is in the log of the node");
        }
    }

    /** Says until when the current step is to be over. */
    void within(Duration limit, Runnable late) {
        deadline = new Deadline(System.nanoTime() + limit.toNanos(), late);
    }

    void withoutDeadline() {
        deadline = null;
    }

    void check(long now) {
        Deadline current = deadline;
        if (current != null && now - current.at > 0) {
            deadline = null;
            current.late.run();
        } else if (!isCancelled && endPoint.hasLeft()) {
            cancel();
        }
    }

    void cutOff(String why) {
        endPoint.close(new TimeoutException(why));
    }

    void cancel() {
        List<Runnable> actions;
        synchronized (whenCancelled) {
            isCancelled = true;
            actions = List.copyOf(whenCancelled);
            whenCancelled.clear();
        }
        for (Runnable action : actions) {
            try {
                action.run();
            } catch (Throwable failed) { // an Error, too: other requests have their actions
                LOG.log(System.Logger.Level.WARNING, "what was to happen when a client of " + path() + " left", failed);
            }
        }
    }

    /** Ends a request whose connection was closed, also when the handler never answers. */
    void closed() {
        cancel();
        if (isAnswered.compareAndSet(false, true)) {
            finish(new EofException("the client left"));
        }
    }

    void whenFinished(Runnable action) {
        whenFinished = action;
    }

    void finish(@Nullable Throwable failed) {
        deadline = null;
        whenFinished.run();
        endPoint.end();
        synchronized (whenCancelled) {
            whenCancelled.clear();
        }
        if (failed == null) {
            callback.succeeded();
        } else {
            callback.failed(failed);
        }
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public String path() {
        String path = request.getHttpURI().getDecodedPath();
        return path == null ? "" : path; // CONNECT has none
    }

    @Override
    public List<String> parameters(String name) {
        return parameters.getOrDefault(name, List.of());
    }

    @Override
    public String body() {
        return body;
    }

    @Override
    public @Nullable String header(String name) {
        List<String> values = request.getHeaders().getValuesList(name);
        return values.isEmpty() ? null : String.join(",", values);
    }

    @Override
    public boolean isCancelled() {
        return isCancelled;
    }

    @Override
    public void onCancel(Runnable action) {
        synchronized (whenCancelled) {
            if (!isCancelled) {
                whenCancelled.add(action);
                return;
            }
        }
        action.run();
    }

    @Override
    public void respond(int status, Map<String, String> headers, ByteBuffer body, Runnable released) {
        if (!isAnswered.compareAndSet(false, true)) {
            released.run();
            return;
        }
        within(limits.send(), () -> cutOff("the answer was not read within " + limits.send()));
        begin(status, headers);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.remaining());
        boolean isHead = request.getMethod().equals("HEAD");
        new BodyWrite(response, isHead ? ByteBuffer.allocate(0) : body.slice(), failed -> {
                    released.run();
                    finish(failed);
                })
                .iterate();
    }

    @Override
    public void respond(int status, String contentType, ByteBuffer body, Runnable released) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", contentType);
        headers.put("Vary", "Accept-Encoding");
        if (body.remaining() < WORTH_COMPRESSING
                || isAnswered.get()
                || !Negotiation.isGzip(header("Accept-Encoding"))) {
            respond(status, headers, body, released);
            return;
        }
        GzipBuffer packed = new GzipBuffer();
        try {
            packed.write(body.array(), body.arrayOffset() + body.position(), body.remaining());
            packed.finish();
        } finally {
            packed.release();
            released.run();
        }
        headers.put("Content-Encoding", "gzip");
        respond(status, headers, packed.toByteBuffer(), () -> {});
    }

    void respond(Gate.Refusal refusal) {
        Map<String, String> headers = new HashMap<>(refusal.headers());
        headers.put("Content-Type", "text/plain; charset=utf-8");
        byte[] line = (refusal.reason() + "\n").getBytes(StandardCharsets.UTF_8);
        respond(refusal.status(), headers, ByteBuffer.wrap(line), () -> {});
    }

    @Override
    public HttpStream stream(String contentType, int waiting) {
        JettyStream stream = new JettyStream(this, response, limits.send(), waiting);
        if (isAnswered.compareAndSet(false, true)) {
            withoutDeadline();
            begin(200, Map.of("Content-Type", contentType, "Cache-Control", "no-store", "X-Accel-Buffering", "no"));
            stream.open();
            onCancel(stream::abandon);
            if (method().equals("HEAD")) {
                stream.close();
            }
        } else {
            stream.close();
        }
        return stream;
    }

    private void begin(int status, Map<String, String> headers) {
        answered.accept(path(), status);
        HttpFields.Mutable fields = response.getHeaders();
        response.setStatus(status);
        fields.put("X-Content-Type-Options", "nosniff");
        headers.forEach(fields::put);
    }
}
