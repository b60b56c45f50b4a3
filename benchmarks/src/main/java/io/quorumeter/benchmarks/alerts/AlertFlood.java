package io.quorumeter.benchmarks.alerts;

import com.sun.net.httpserver.HttpServer;
import io.quorumeter.Gauge;
import io.quorumeter.MetricsCollector;
import io.quorumeter.ValidatorSet;
import io.quorumeter.alerting.alert.AlertManager;
import io.quorumeter.alerting.alert.AlertRule;
import io.quorumeter.alerting.alert.Severity;
import io.quorumeter.alerting.route.RoutingFile;
import io.quorumeter.benchmarks.report.Answer;
import io.quorumeter.core.MetricsConfig;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.monitoring.MonitoringSystem;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Has ten thousand alerts of one name fire at once, and measures what that costs. */
final class AlertFlood implements AutoCloseable {
    private static final int ALERTS = 10_000;
    private static final int WARM_UP = 30;
    private static final int LOOKS = 30;
    private static final long MOST_BYTES = 64L << 20;
    private static final double MOST_TIME = 2;
    private static final String ROUTES = """
            route: {receiver: hook, group_by: [alertname], group_wait: 2s}
            receivers:
            - name: hook
              webhook_configs: [{url: 'http://127.0.0.1:PORT/'}]
            """;

    private final AtomicInteger notices = new AtomicInteger();
    private final HttpServer receiver =
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

    private AlertFlood() throws IOException {
        receiver.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            notices.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        receiver.start();
    }

    /** {@return a line for notices, one for memory and one for the time of the rules} */
    static List<Answer> measure() throws IOException, InterruptedException {
        try (AlertFlood flood = new AlertFlood()) {
            return flood.run();
        }
    }

    private List<Answer> run() throws IOException, InterruptedException {
        MetricsCollector collector = Quorumeter.newCollector(
                MetricsConfig.defaults().withSeriesLimit(ALERTS).withMaxMetricsMemory(1L << 30));
        var level = collector.gauge("benchmark_level").by("number", ValidatorSet.ofSize(ALERTS));
        set(level::at, 0);
        String routes =
                ROUTES.replace("PORT", String.valueOf(receiver.getAddress().getPort()));
        try (AlertManager alerts = AlertManager.on(collector)
                        .routes(RoutingFile.parse("routes.yml", routes))
                        .start();
                MonitoringSystem monitoring = MonitoringSystem.create(0)
                        .metrics(collector)
                        .alerts(alerts)
                        .start()) {
            alerts.addRule(AlertRule.named("BenchmarkFlood")
                    .when("benchmark_level > 0")
                    .severity(Severity.WARNING));
            Thread.sleep(WARM_UP * 1_000L);
            double before = meanTime(monitoring);
            long heap = heap();
            notices.set(0);
            set(level::at, 1);
            Thread.sleep(WARM_UP * 1_000L);
            int firing = (int) alerts.activeAlerts().stream()
                    .filter(alert -> alert.name().equals("BenchmarkFlood"))
                    .count();
            long grown = heap() - heap;
            double after = meanTime(monitoring);
            return List.of(notices(firing), memory(grown), time(before, after));
        }
    }

    private interface Levels {
        Gauge at(int index);
    }

    private static void set(Levels levels, long value) {
        for (int i = 0; i < ALERTS; i++) {
            levels.at(i).set(value);
        }
    }

    private static double meanTime(MonitoringSystem monitoring) throws IOException, InterruptedException {
        RuleTimes times = new RuleTimes(monitoring.uri());
        for (int i = 0; i < LOOKS; i++) {
            Thread.sleep(1_000);
            times.look();
        }
        return times.mean();
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private Answer notices(int firing) {
        return new Answer(
                "notices of 10,000 alerts of one name that begin at once",
                notices + " of " + firing + " alerts",
                "",
                "",
                "1",
                notices.get() == 1 && firing == ALERTS ? "pass" : "short");
    }

    private static Answer memory(long grown) {
        return new Answer(
                "memory of 10,000 alerts",
                String.format(Locale.ROOT, "%,d B", grown),
                "",
                "",
                String.format(Locale.ROOT, "%,d B", MOST_BYTES),
                grown <= MOST_BYTES ? "pass" : "short");
    }

    private static Answer time(double before, double after) {
        return new Answer(
                "evaluation of rules while 10,000 alerts fire, against while none of them does",
                String.format(Locale.ROOT, "%.2f ms", after),
                String.format(Locale.ROOT, "%.2f ms without", before),
                String.format(Locale.ROOT, "%.2f x", after / before),
                String.format(Locale.ROOT, "%.2f x", MOST_TIME),
                after <= MOST_TIME * before ? "pass" : "short");
    }

    @Override
    public void close() {
        receiver.stop(0);
    }
}
