package io.quorumeter.benchmarks.queries;

import io.quorumeter.alerting.alert.Alert;
import io.quorumeter.alerting.rule.RuleGroups;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.exporters.http.HttpAccess;
import io.quorumeter.exporters.http.HttpEndpoint;
import io.quorumeter.exporters.http.HttpLimits;
import io.quorumeter.history.History;
import io.quorumeter.monitoring.http.NodeFacts;
import io.quorumeter.monitoring.http.QueryApi;
import io.quorumeter.monitoring.own.MonitoringMetrics;
import io.quorumeter.promql.PromQl;
import io.quorumeter.promql.limit.Limits;
import io.quorumeter.promql.limit.QueryGate;
import io.quorumeter.promql.model.Semantics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Our API over a history, with the semantics of Prometheus 2, on a free port of the loopback interface. */
final class OurServer implements AutoCloseable {
    private final HttpEndpoint endpoint;

    /** What pages about the node would show; nothing here asks for them. */
    private record NoNode(Instant startedAt) implements NodeFacts {
        @Override
        public Duration uptime() {
            return Duration.ZERO;
        }

        @Override
        public Tick lastTick() {
            return new Tick(startedAt, Duration.ZERO, List.of());
        }

        @Override
        public Duration interval() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Duration retention() {
            return Duration.ZERO;
        }

        @Override
        public List<Alert> alerts() {
            return List.of();
        }

        @Override
        public AlertHistory alertHistory() {
            return new AlertHistory(List.of(), Map.of());
        }

        @Override
        public List<RuleGroups.Evaluated> rules() {
            return List.of();
        }

        @Override
        public URI uri() {
            return URI.create("http://127.0.0.1/");
        }
    }

    OurServer(History history) throws IOException {
        PromQl promql = PromQl.over(history).withSemantics(Semantics.V2);
        QueryApi api = new QueryApi(
                history,
                promql,
                Limits.DEFAULT,
                QueryGate.standard(),
                new NoNode(Instant.EPOCH),
                new MonitoringMetrics(Quorumeter.newCollector()));
        endpoint = HttpEndpoint.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                HttpAccess.local(),
                HttpLimits.DEFAULT,
                Map.of(QueryApi.PATH, api));
    }

    URI uri() {
        return endpoint.uri();
    }

    @Override
    public void close() {
        endpoint.close();
    }
}
