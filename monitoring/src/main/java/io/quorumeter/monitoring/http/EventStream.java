package io.quorumeter.monitoring.http;

import io.quorumeter.exporters.http.HttpExchange;
import io.quorumeter.exporters.http.HttpHandler;
import io.quorumeter.exporters.http.HttpStream;
import io.quorumeter.monitoring.own.MonitoringMetrics;
import io.quorumeter.promql.PromQl;
import io.quorumeter.promql.model.Answer;
import io.quorumeter.promql.model.PromQlException;
import io.quorumeter.spi.GuardedThread;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Values of expressions at every tick, as server-sent events under {@code /api/v1/stream?expr=…&expr=…}. An expression is evaluated once a
 * tick, however many clients want it, and all get the same bytes as soon as they are there; it is given up when none wants it any more. A
 * client that reads too slowly loses events; when evaluating takes longer than a tick, ticks are left out.
 *
 * <p>Each tick begins with an event {@code tick}, which is also the heartbeat, and brings an event {@code value} or {@code error} for each
 * expression. The id of an event is the tick's time in Unix milliseconds. A client that comes back with {@code Last-Event-ID} gets at once
 * what the last tick brought, unless it has seen it. With {@code health=on} there is an event {@code health} for each component at the
 * beginning, and whenever one becomes better or worse.
 */
public final class EventStream implements HttpHandler {
    /** Where it is mounted. */
    public static final String PATH = "/api/v1/stream";

    private static final String TYPE = "text/event-stream";
    private static final int MOST_CLIENTS = 200;
    private static final int MOST_EXPRESSIONS = 100;
    private static final int MOST_WAITING = 64;
    private static final int IDLE_SECONDS = 30;

    private final PromQl promql;
    private final MonitoringMetrics own;
    private final List<Client> clients = new CopyOnWriteArrayList<>();
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            0,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(1),
            work -> new GuardedThread("quorumeter-stream", work),
            new ThreadPoolExecutor.DiscardPolicy());

    /** The last tick's events, by expression; under the empty one the event of the tick itself. */
    private final Map<String, byte[]> last = new HashMap<>(); // guarded by clients

    private long lastMillis; // guarded by clients

    /** How each component is, as an event. */
    private final Map<String, byte[]> health = new LinkedHashMap<>(); // guarded by clients

    private record Client(Set<String> expressions, boolean wantsHealth, HttpStream stream) {}

    /**
     * Creates a stream without clients.
     *
     * @param promql evaluates the expressions, each within its limits
     * @param own counts clients, and what they lose
     */
    public EventStream(PromQl promql, MonitoringMetrics own) {
        this.promql = promql;
        this.own = own;
    }

    @Override
    public void handle(HttpExchange exchange) {
        Set<String> expressions = new LinkedHashSet<>(exchange.parameters("expr"));
        try {
            for (String expression : expressions) {
                promql.check(expression);
            }
        } catch (PromQlException wrong) {
            exchange.respond(
                    400,
                    PrometheusJson.TYPE,
                    PrometheusJson.error(wrong.type(), "invalid parameter \"expr\": " + wrong.getMessage()));
            return;
        }
        boolean wantsHealth = !exchange.parameters("health").isEmpty();
        if (expressions.isEmpty() && !wantsHealth) {
            exchange.respond(400, "give expressions, as in " + PATH + "?expr=up, or ask for " + PATH + "?health=on");
            return;
        }
        synchronized (clients) {
            Set<String> all = new LinkedHashSet<>(expressions);
            clients.forEach(client -> all.addAll(client.expressions));
            if (clients.size() >= MOST_CLIENTS || all.size() > MOST_EXPRESSIONS) {
                exchange.respond(
                        503,
                        "the stream has " + clients.size() + " clients (at most " + MOST_CLIENTS + "), and at most "
                                + MOST_EXPRESSIONS + " different expressions");
                return;
            }
            Client client = new Client(expressions, wantsHealth, exchange.stream(TYPE, MOST_WAITING));
            clients.add(client);
            if (!String.valueOf(lastMillis).equals(exchange.header("Last-Event-ID"))) {
                send(client, last.get(""));
                expressions.forEach(expression -> send(client, last.get(expression)));
            }
            if (wantsHealth) {
                health.values().forEach(event -> send(client, event));
            }
        }
    }

    /**
     * Sends that a component became better or worse, to those who asked for health.
     *
     * @param component its name
     * @param json how it is now, an object
     */
    public void health(String component, String json) {
        synchronized (clients) {
            byte[] oneLine = json.replace("\r", "").replace("\n", "").getBytes(StandardCharsets.UTF_8);
            byte[] event = event(lastMillis, "health", oneLine);
            health.put(component, event);
            clients.stream().filter(Client::wantsHealth).forEach(client -> send(client, event));
        }
    }

    /**
     * Evaluates for all clients, on a thread of its own.
     *
     * @param unixMillis the time of the tick
     */
    public void tick(long unixMillis) {
        clients.removeIf(client -> !client.stream.isOpen());
        own.streaming(clients.size());
        if (!clients.isEmpty()) {
            thread.execute(() -> evaluate(unixMillis));
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        clients.forEach(client -> client.stream.close());
    }

    private void evaluate(long unixMillis) {
        byte[] tick =
                event(unixMillis, "tick", PrometheusJson.write(json -> json.writeNumberProperty("time", unixMillis)));
        synchronized (clients) {
            last.clear();
            last.put("", tick);
            lastMillis = unixMillis;
            clients.forEach(client -> send(client, tick));
        }
        Set<String> expressions = new LinkedHashSet<>();
        clients.forEach(client -> expressions.addAll(client.expressions));
        for (String expression : expressions) {
            byte[] event = evaluated(expression, unixMillis);
            synchronized (clients) {
                last.put(expression, event);
                clients.stream()
                        .filter(client -> client.expressions.contains(expression))
                        .forEach(client -> send(client, event));
            }
        }
    }

    private boolean isUnwanted(String expression) {
        return clients.stream().noneMatch(client -> client.expressions.contains(expression) && client.stream.isOpen());
    }

    private byte[] evaluated(String expression, long unixMillis) {
        try {
            Answer answer = promql.withCancellation(() -> isUnwanted(expression))
                    .instant(expression, Instant.ofEpochMilli(unixMillis));
            return event(unixMillis, "value", PrometheusJson.write(json -> {
                json.writeStringProperty("expr", expression);
                json.writeObjectPropertyStart("data");
                PrometheusJson.value(answer.value(), Integer.MAX_VALUE, json);
                json.writeEndObject();
            }));
        } catch (PromQlException failed) {
            return event(unixMillis, "error", PrometheusJson.write(json -> {
                json.writeStringProperty("expr", expression);
                json.writeStringProperty("error", String.valueOf(failed.getMessage()));
            }));
        }
    }

    private void send(Client client, byte @Nullable [] event) {
        if (event != null && !client.stream.send(ByteBuffer.wrap(event)) && client.stream.isOpen()) {
            own.streamEventDropped();
        }
    }

    private static byte[] event(long id, String name, byte[] json) {
        ByteArrayOutputStream event = new ByteArrayOutputStream(json.length + 64);
        event.writeBytes(("id: " + id + "\nevent: " + name + "\ndata: ").getBytes(StandardCharsets.UTF_8));
        event.writeBytes(json);
        event.writeBytes("\n\n".getBytes(StandardCharsets.UTF_8));
        return event.toByteArray();
    }
}
