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
import io.quorumeter.promql.limit.QueryGate;
import io.quorumeter.testkit.metrics.MetricsAssertions;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class QueryApiTest {
    private final MetricsCollector metrics = Quorumeter.newCollector();
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

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

    /** Answers some methods; {@code respond} goes to the answers, and the others fail. */
    private <T> T fake(Class<T> type, Map<String, Object> results) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("respond")) {
                        Object body = arguments[2];
                        byte[] bytes = body instanceof ByteBuffer buffer ? buffer.array() : (byte[]) body;
                        answers.add(arguments[0] + " " + new String(bytes, UTF_8));
                        return null;
                    }
                    Object result = results.get(method.getName());
                    if (result == null) {
                        throw new StackOverflowError(method + " is not faked");
                    }
                    return result;
                }));
    }
}
