package io.quorumeter.alerting.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A server on loopback that does with each request what comes next in its script, and takes it when there is nothing left. */
final class ScriptedReceiver implements AutoCloseable {
    /** What it does with a request. */
    @FunctionalInterface
    interface Act {
        void on(HttpExchange request) throws IOException;
    }

    /** A request. */
    record Received(String path, String signature, String authorization, String body) {}

    final List<Received> received = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Act> script = new LinkedBlockingQueue<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    ScriptedReceiver() throws IOException {
        this(null);
    }

    /** With TLS. */
    ScriptedReceiver(@Nullable SSLContext tls) throws IOException {
        InetSocketAddress local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        if (tls == null) {
            server = HttpServer.create(local, 0);
        } else {
            HttpsServer secure = HttpsServer.create(local, 0);
            secure.setHttpsConfigurator(new HttpsConfigurator(tls));
            server = secure;
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        String scheme = server instanceof HttpsServer ? "https://localhost:" : "http://127.0.0.1:";
        return scheme + server.getAddress().getPort();
    }

    ScriptedReceiver then(Act act) {
        script.add(act);
        return this;
    }

    /** Answers with a status, and the seconds of a {@code Retry-After} unless they are 0. */
    static Act status(int status, int retryAfter) {
        return request -> {
            if (retryAfter > 0) {
                request.getResponseHeaders().set("Retry-After", String.valueOf(retryAfter));
            }
            request.sendResponseHeaders(status, -1);
        };
    }

    private void handle(HttpExchange request) throws IOException {
        String body = new String(request.getRequestBody().readAllBytes(), UTF_8);
        received.add(new Received(
                request.getRequestURI().getPath(),
                String.valueOf(request.getRequestHeaders().getFirst("X-Hub-Signature-256")),
                String.valueOf(request.getRequestHeaders().getFirst("Authorization")),
                body));
        Act act = script.poll();
        (act == null ? status(200, 0) : act).on(request);
        request.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
