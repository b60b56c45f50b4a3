package io.quorumeter.monitoring.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.MetricsCollector;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.exporters.http.HttpExchange;
import io.quorumeter.history.History;
import io.quorumeter.monitoring.own.MonitoringMetrics;
import io.quorumeter.promql.PromQl;
import io.quorumeter.promql.limit.Limits;
import io.quorumeter.promql.limit.MemoryBudget;
import io.quorumeter.promql.limit.QueryGate;
import io.quorumeter.promql.model.Matcher;
import io.quorumeter.testkit.metrics.MetricsAssertions;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class QueryApiTest {
    private final MetricsCollector metrics = Quorumeter.newCollector();
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final Deque<Runnable> released = new ConcurrentLinkedDeque<>();

    @Test
    void request_thatFailsUnforeseen_isAnsweredAtOnce_andCounted() throws Exception {
        History broken = fake(History.class, Map.of());
        NodeFacts node = fake(NodeFacts.class, Map.of());
        PromQl promql = PromQl.over(broken);
        QueryApi api =
                new QueryApi(broken, promql, Limits.DEFAULT, new QueryGate(1, 1), node, new MonitoringMetrics(metrics));
        for (int i = 0; i < 3; i++) { // the failure leaves the gate open
            api.handle(fake(HttpExchange.class, Map.of("path", "/api/v1/labels", "parameters", List.of())));
            assertThat(answers.poll(10, TimeUnit.SECONDS))
                    .startsWith("500 {\"status\":\"error\",\"errorType\":\"internal\"")
                    .doesNotContain("not faked");
        }
        MetricsAssertions.assertThat(metrics)
                .counter("quorumeter_queries_total")
                .with("result", "internal")
                .isEqualTo(3);
        api.close();
    }

    @Test
    void answer_takesFromTheMemoryOfQueries_untilItIsReleased() throws Exception {
        History none = fake(History.class, Map.of("select", List.of()));
        MemoryBudget memory = new MemoryBudget(190_000);
        PromQl promql = PromQl.over(none).withMemory(memory);
        NodeFacts node = fake(NodeFacts.class, Map.of());
        QueryApi api =
                new QueryApi(none, promql, Limits.DEFAULT, new QueryGate(1, 1), node, new MonitoringMetrics(metrics));
        api.handle(range(999));
        assertThat(answers.poll(10, TimeUnit.SECONDS)).startsWith("200 ");
        assertThat(memory.used()).isGreaterThan(10_000);
        released.remove().run();
        assertThat(memory.used()).isZero();

        api.handle(range(10_999)); // 88 kB of values, but 130 kB of text
        assertThat(answers.poll(10, TimeUnit.SECONDS)).startsWith("422 ").contains("query_memory");
        Awaitility.await().until(() -> memory.used() == 0);
        api.close();
    }

    @Test
    void selection_ofSeries_endsAtTheLimitOfTime() throws Exception {
        Function<List<Matcher>, Object> endless = conditions -> {
            while (conditions.get(0).matches("x")) {
                // A history has so many series.
            }
            throw new IllegalStateException();
        };
        History large = fake(History.class, Map.of("select", endless, "labelNames", endless));
        Limits limits = Limits.DEFAULT.withTimeout(Duration.ofMillis(50));
        PromQl promql = PromQl.over(large).withLimits(limits);
        NodeFacts node = fake(NodeFacts.class, Map.of());
        QueryApi api = new QueryApi(large, promql, limits, new QueryGate(1, 1), node, new MonitoringMetrics(metrics));
        for (String path : List.of("series", "labels")) {
            api.handle(matching(path, List.of("{a=~\"x.*\"}")));
            assertThat(answers.poll(10, TimeUnit.SECONDS)).startsWith("503 ").contains("query_timeout");
        }
        api.handle(matching("series", Collections.nCopies(11, "a")));
        assertThat(answers.poll(10, TimeUnit.SECONDS)).startsWith("400 ").contains("match[]", "11, more than 10");
        api.close();
    }

    private HttpExchange matching(String path, List<String> selectors) {
        Function<String, List<String>> values = name -> name.equals("match[]") ? selectors : List.of();
        return fake(HttpExchange.class, Map.of("path", "/api/v1/" + path, "parameters", values, "isCancelled", false));
    }

    private HttpExchange range(int end) {
        Map<String, String> given = Map.of("query", "1", "start", "0", "end", String.valueOf(end), "step", "1");
        Function<String, List<String>> values = name -> given.containsKey(name) ? List.of(given.get(name)) : List.of();
        return fake(
                HttpExchange.class, Map.of("path", "/api/v1/query_range", "parameters", values, "isCancelled", false));
    }

    /** Answers some methods; {@code respond} goes to the answers, and the others fail. */
    private <T> T fake(Class<T> type, Map<String, Object> results) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("respond")) {
                        Object body = arguments[2];
                        ByteBuffer bytes = body instanceof ByteBuffer buffer ? buffer : ByteBuffer.wrap((byte[]) body);
                        if (arguments.length == 4) {
                            released.add((Runnable) arguments[3]);
                        }
                        answers.add(arguments[0] + " " + UTF_8.decode(bytes));
                        return null;
                    }
                    Object result = results.get(method.getName());
                    if (result instanceof Function<?, ?> byName) {
                        @SuppressWarnings("unchecked")
                        Function<Object, Object> function = (Function<Object, Object>) byName;
                        return function.apply(arguments[0]);
                    }
                    if (result == null) {
                        throw new StackOverflowError(method + " is not faked");
                    }
                    return result;
                }));
    }
}
