package io.quorumeter.monitoring.http;

import io.quorumeter.exporters.http.HttpExchange;
import io.quorumeter.exporters.http.HttpHandler;
import io.quorumeter.history.History;
import io.quorumeter.monitoring.own.MonitoringMetrics;
import io.quorumeter.monitoring.own.QueryResult;
import io.quorumeter.promql.PromQl;
import io.quorumeter.promql.limit.Limits;
import io.quorumeter.promql.limit.QueryGate;
import io.quorumeter.promql.model.Answer;
import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.Matcher;
import io.quorumeter.promql.model.PromQlException;
import io.quorumeter.promql.model.Series;
import io.quorumeter.spi.GuardedThread;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import tools.jackson.core.JsonGenerator;

/**
 * Prometheus' HTTP API for queries, under {@code /api/v1/}: the node is a data source for Grafana and whatever else asks Prometheus. What
 * reads history runs on threads of its own and passes one gate, so that a scrape never waits for a query; a query whose client has left is
 * given up.
 */
public final class QueryApi implements HttpHandler {
    /** Where it is mounted. */
    public static final String PATH = "/api/v1/";

    private static final int THREADS = 32;
    private static final int IDLE_SECONDS = 30;
    private static final Pattern LABEL_VALUES = Pattern.compile("label/(.+)/values", Pattern.DOTALL);

    private static final Map<PromQlException.Type, Integer> STATUS = Map.of(
            PromQlException.Type.BAD_DATA, 400,
            PromQlException.Type.EXECUTION, 422,
            PromQlException.Type.TIMEOUT, 503,
            PromQlException.Type.CANCELED, 499,
            PromQlException.Type.UNAVAILABLE, 503,
            PromQlException.Type.INTERNAL, 500);

    private final History history;
    private final PromQl promql;
    private final Limits limits;
    private final QueryGate gate;
    private final MonitoringMetrics own;
    private final StatusPages status;
    private final RulePages rules;
    private final HistoryPage past;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work -> new GuardedThread("quorumeter-query", work));

    /** What an endpoint of the API answers. */
    @FunctionalInterface
    private interface Answers {
        Consumer<JsonGenerator> answer(Parameters parameters);
    }

    /**
     * Creates the API.
     *
     * @param history what is asked
     * @param promql asks it, within the same limits
     * @param limits what a query may take
     * @param gate lets queries pass
     * @param node what is said of the node itself
     * @param own counts the requests that read history
     */
    public QueryApi(
            History history, PromQl promql, Limits limits, QueryGate gate, NodeFacts node, MonitoringMetrics own) {
        this.history = history;
        this.promql = promql;
        this.limits = limits;
        this.gate = gate;
        this.own = own;
        this.status = new StatusPages(history, node);
        this.rules = new RulePages(node);
        this.past = new HistoryPage(node);
    }

    @Override
    public Set<String> methods() {
        return Set.of("GET", "HEAD", "POST");
    }

    @Override
    public void handle(HttpExchange exchange) {
        String name = exchange.path().substring(PATH.length());
        switch (name) {
            case "query" -> query(exchange, this::instant);
            case "query_range" -> query(exchange, this::range);
            case "series" -> ask(exchange, this::series);
            case "labels" -> ask(exchange, this::labels);
            case "status/tsdb" -> ask(exchange, status::tsdb);
            case "format_query" -> ask(exchange, QueryApi::format);
            case "query_exemplars" -> now(exchange, QueryApi::exemplars);
            case "metadata" -> now(exchange, status::metadata);
            case "targets" -> now(exchange, status::targets);
            case "rules" -> now(exchange, rules::rules);
            case "alerts" -> now(exchange, rules::alerts);
            case "alerts/history" -> now(exchange, past::answer);
            case "status/buildinfo" -> now(exchange, status::buildInfo);
            case "status/runtimeinfo" -> now(exchange, status::runtimeInfo);
            default -> {
                java.util.regex.Matcher values = LABEL_VALUES.matcher(name);
                if (values.matches()) {
                    ask(exchange, parameters -> labelValues(values.group(1), parameters));
                } else {
                    exchange.respond(404, "404 page not found");
                }
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** Answers on this thread. */
    private static void now(HttpExchange exchange, Answers page) {
        try {
            byte[] body = PrometheusJson.write(page.answer(new Parameters(exchange)));
            exchange.respond(200, PrometheusJson.TYPE, body);
        } catch (PromQlException failed) {
            fail(exchange, failed);
        }
    }

    /** Answers on a thread for queries, in its turn. */
    private void ask(HttpExchange exchange, Answers page) {
        try {
            threads.execute(() -> {
                Throwable failed = GuardedThread.call(() -> inTurn(exchange, page));
                if (failed != null) {
                    String what = "a request for " + exchange.path() + " failed";
                    GuardedThread.log(System.Logger.Level.WARNING, what, failed);
                    fail(
                            exchange,
                            PromQlException.of(PromQlException.Type.INTERNAL, what + "; the node's log says why"));
                }
            });
        } catch (RejectedExecutionException full) {
            own.ended(QueryResult.UNAVAILABLE);
            fail(
                    exchange,
                    PromQlException.of(
                            PromQlException.Type.UNAVAILABLE, "too many requests wait for history (query_waiting)"));
        }
    }

    private void inTurn(HttpExchange exchange, Answers page) {
        AnswerBuffer body = new AnswerBuffer(promql.memory());
        try {
            write(exchange, page, body);
        } catch (PromQlException failed) {
            fail(exchange, failed);
            return;
        }
        exchange.respond(200, PrometheusJson.TYPE, body.toByteBuffer(), body::release);
    }

    private void write(HttpExchange exchange, Answers page, AnswerBuffer body) {
        QueryResult result = QueryResult.INTERNAL;
        try (QueryGate.Pass pass = gate.enter(limits.timeout(), exchange::isCancelled)) {
            long begun = System.nanoTime();
            try {
                PrometheusJson.write(page.answer(new Parameters(exchange)), body);
                result = QueryResult.OK;
            } finally {
                own.queried(System.nanoTime() - begun);
            }
        } catch (PromQlException failed) {
            result = QueryResult.of(failed.type());
            throw failed;
        } finally {
            if (result != QueryResult.OK) {
                body.release();
            }
            own.ended(result);
        }
    }

    private static void fail(HttpExchange exchange, PromQlException failed) {
        byte[] body = PrometheusJson.error(failed.type(), String.valueOf(failed.getMessage()));
        exchange.respond(STATUS.getOrDefault(failed.type(), 500), PrometheusJson.TYPE, body);
    }

    private void query(HttpExchange exchange, Function<Parameters, Answer> evaluation) {
        long asked = System.nanoTime();
        ask(exchange, parameters -> {
            int limit = parameters.limit();
            long begun = System.nanoTime();
            Answer answer = evaluated(() -> evaluation.apply(parameters));
            PrometheusJson.Timings timings = new PrometheusJson.Timings(begun - asked, System.nanoTime() - begun);
            return PrometheusJson.answer(answer, limit, parameters.text("stats") == null ? null : timings);
        });
    }

    private Answer instant(Parameters parameters) {
        return asking(parameters).instant(parameters.required("query"), parameters.time("time", Instant.now()));
    }

    private Answer range(Parameters parameters) {
        Instant start = parameters.time("start");
        Instant end = parameters.time("end");
        if (end.isBefore(start)) {
            throw Parameters.wrong("end", "end timestamp must not be before start time");
        }
        Duration step = parameters.duration("step");
        return asking(parameters).range(parameters.required("query"), start, end, step);
    }

    /** Returns what asks for one client. */
    private PromQl asking(Parameters parameters) {
        PromQl asking = promql.withCancellation(parameters.exchange()::isCancelled);
        Duration timeout = parameters.optionalDuration("timeout");
        if (timeout != null && timeout.compareTo(limits.timeout()) < 0) {
            asking = asking.withLimits(limits.withTimeout(timeout));
        }
        Duration lookback = parameters.optionalDuration("lookback_delta");
        return lookback == null ? asking : asking.withLookback(lookback);
    }

    /** Evaluates; where the expression is wrong, the error names the parameter. */
    private static Answer evaluated(Supplier<Answer> query) {
        try {
            return query.get();
        } catch (PromQlException failed) {
            if (failed.type() == PromQlException.Type.BAD_DATA && failed.line() > 0) {
                throw Parameters.wrong("query", String.valueOf(failed.getMessage()));
            }
            throw failed;
        }
    }

    private Consumer<JsonGenerator> series(Parameters parameters) {
        List<List<Matcher>> selectors = selectors(parameters);
        if (selectors.isEmpty()) {
            throw PromQlException.of(PromQlException.Type.BAD_DATA, "no match[] parameter provided");
        }
        long from = from(parameters);
        long to = to(parameters);
        SortedSet<Labels> found = new TreeSet<>();
        for (List<Matcher> selector : selectors) {
            Collection<? extends Series> some = history.select(selector, from, to);
            some.forEach(one -> found.add(one.labels()));
            limits.checkSeries(found.size());
        }
        int limit = parameters.limit();
        return PrometheusJson.success(json -> {
            json.writeStartArray();
            found.stream().limit(limit).forEach(labels -> PrometheusJson.labels(labels, json));
            json.writeEndArray();
        });
    }

    private Consumer<JsonGenerator> labels(Parameters parameters) {
        SortedSet<String> names = new TreeSet<>();
        for (List<Matcher> selector : selectorsOrAll(parameters)) {
            names.addAll(history.labelNames(selector, from(parameters), to(parameters)));
        }
        return texts(names, parameters.limit());
    }

    private Consumer<JsonGenerator> labelValues(String label, Parameters parameters) {
        SortedSet<String> values = new TreeSet<>();
        for (List<Matcher> selector : selectorsOrAll(parameters)) {
            values.addAll(history.labelValues(label, selector, from(parameters), to(parameters)));
        }
        return texts(values, parameters.limit());
    }

    private static Consumer<JsonGenerator> texts(SortedSet<String> texts, int limit) {
        return PrometheusJson.success(
                json -> PrometheusJson.texts(texts.stream().limit(limit).toList(), json));
    }

    /** Returns the conditions of each {@code match[]}, which hold a selection to the limits of a query. */
    private List<List<Matcher>> selectors(Parameters parameters) {
        PromQl asking = asking(parameters);
        return parameters.selectors().stream().map(asking::metered).toList();
    }

    private List<List<Matcher>> selectorsOrAll(Parameters parameters) {
        List<List<Matcher>> selectors = selectors(parameters);
        return selectors.isEmpty() ? List.of(List.of()) : selectors;
    }

    private static long from(Parameters parameters) {
        return parameters.time("start", Instant.EPOCH).toEpochMilli();
    }

    private static long to(Parameters parameters) {
        return parameters.time("end", Instant.ofEpochMilli(Long.MAX_VALUE / 2)).toEpochMilli();
    }

    private static Consumer<JsonGenerator> format(Parameters parameters) {
        try {
            String formatted = PromQl.format(parameters.required("query"));
            return PrometheusJson.success(json -> json.writeString(formatted));
        } catch (PromQlException wrong) {
            throw wrong.line() > 0 ? Parameters.wrong("query", String.valueOf(wrong.getMessage())) : wrong;
        }
    }

    /** Exemplars are on the scrape endpoint only; the answer is that there are none. */
    private static Consumer<JsonGenerator> exemplars(Parameters parameters) {
        parameters.required("query");
        return PrometheusJson.success(json -> {
            json.writeStartArray();
            json.writeEndArray();
        });
    }
}
