package io.quorumeter.exporters.jetty;

import io.quorumeter.exporters.http.HttpHandler;
import io.quorumeter.exporters.http.HttpLimits;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.function.ObjIntConsumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Leads each request through the gate to its handler. */
final class Dispatcher extends Handler.Abstract {
    private static final int ALL_BODIES_BYTES = 16 << 20;

    private final Gate gate;
    private final Routes routes;
    private final HttpLimits limits;
    private final ObjIntConsumer<String> answered;
    private final Semaphore bodyMemory;

    Dispatcher(Gate gate, Routes routes, HttpLimits limits, ObjIntConsumer<String> answered) {
        this.gate = gate;
        this.routes = routes;
        this.limits = limits;
        this.answered = answered;
        this.bodyMemory = new Semaphore(Math.max(ALL_BODIES_BYTES, limits.bodyBytes()));
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        JettyExchange exchange =
                new JettyExchange(request, response, callback, WatchedEndPoint.of(request), limits, answered);
        ConnectionMetaData connection = request.getConnectionMetaData();
        Optional<Gate.Refusal> refusal = gate.refusal(
                connection.getRemoteSocketAddress(),
                connection.getLocalSocketAddress(),
                exchange.header(HttpHeader.HOST.asString()),
                exchange.header(HttpHeader.AUTHORIZATION.asString()));
        HttpHandler handler = routes.find(exchange.path());
        if (refusal.isPresent()) {
            exchange.respond(refusal.get());
        } else if (handler == null) {
            exchange.respond(404, "nothing here; there is " + routes);
        } else if (!handler.methods().contains(exchange.method())) {
            String allowed = String.join(", ", new TreeSet<>(handler.methods()));
            exchange.respond(new Gate.Refusal(405, "only " + allowed, Map.of("Allow", allowed)));
        } else if (exchange.method().equals("POST")) {
            String type = handler.takesJson() ? RequestBody.JSON : RequestBody.FORM;
            new RequestBody(request, exchange, limits, bodyMemory, body -> exchange.handle(handler, body)).read(type);
        } else {
            exchange.handle(handler, "");
        }
        return true;
    }
}
