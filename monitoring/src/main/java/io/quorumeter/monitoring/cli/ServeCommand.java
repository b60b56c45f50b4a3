package io.quorumeter.monitoring.cli;

import io.quorumeter.alerting.alert.AlertManager;
import io.quorumeter.alerting.alert.AlertManagerBuilder;
import io.quorumeter.alerting.alert.ConsoleAlertHandler;
import io.quorumeter.alerting.file.FileException;
import io.quorumeter.alerting.route.RoutingFile;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.monitoring.MonitoringSystem;
import io.quorumeter.monitoring.config.MonitoringConfig;
import io.quorumeter.monitoring.scrape.ScrapeTarget;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Watches other nodes until it is stopped. */
@Command(
        name = "serve",
        description = {
            "Reads the metrics of nodes, keeps them for two hours, evaluates rules over all of them together, and answers queries.",
            "Without routes alerts are printed.",
            "",
            "  quorumeter serve 10.0.0.1:9464 10.0.0.2:9464 --rules rules.yml --routes alertmanager.yml --data /var/lib/watch",
            "  quorumeter serve --config watch.yaml",
            ""
        },
        footer = {"", "Exit codes: 0 it was stopped; 1 it could not start; 2 wrong arguments."},
        usageHelpAutoWidth = true)
final class ServeCommand extends HelpOption implements Callable<Integer> {
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);

    @Spec
    @SuppressWarnings("NullAway.Init") // set before the command runs
    private CommandSpec spec;

    @Parameters(paramLabel = "NODE", description = "Where metrics are, such as 10.0.0.1:9464 or https://node/metrics.")
    @SuppressWarnings("NullAway.Init")
    private List<String> nodes = new ArrayList<>();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Nodes, rules, routes and all else, in YAML, TOML or JSON, in the place of these options.")
    private @Nullable Path config;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "9463",
            description = "The port on this machine for queries and the state of alerts; ${DEFAULT-VALUE} by default.")
    private int port;

    @Option(
            names = "--interval",
            paramLabel = "DURATION",
            defaultValue = "5s",
            description = "How often nodes are read; ${DEFAULT-VALUE} by default.")
    @SuppressWarnings("NullAway.Init")
    private String interval;

    @Option(names = "--rules", paramLabel = "FILE", description = "Rules beside the built-in ones; may come again.")
    @SuppressWarnings("NullAway.Init")
    private List<Path> rules = new ArrayList<>();

    @Option(names = "--routes", paramLabel = "FILE", description = "Alertmanager's configuration: where alerts go.")
    private @Nullable Path routes;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Where alerts, silences and notices are kept over a restart; in memory only by default.")
    private @Nullable Path data;

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public Integer call() throws IOException, InterruptedException {
        try {
            return config == null ? serveOptions() : serveConfig(config);
        } catch (FileException wrong) {
            wrong.mistakes().forEach(spec.commandLine().getErr()::println);
            return 1;
        } finally {
            closed.countDown();
        }
    }

    private int serveOptions() throws IOException, InterruptedException {
        if (nodes.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "name a node at least, or --config");
        }
        Duration distance = ServerOptions.duration(spec, "--interval", interval);
        List<ScrapeTarget> targets = targets(distance);
        var metrics = Quorumeter.newCollector();
        try (AlertManager alerts = manager(AlertManager.on(metrics)).start();
                MonitoringSystem system = MonitoringSystem.create(port)
                        .metrics(metrics)
                        .interval(distance)
                        .alerts(alerts)
                        .scrape(targets)
                        .start()) {
            return serve(system, targets.size());
        }
    }

    private int serveConfig(Path file) throws IOException, InterruptedException {
        if (!nodes.isEmpty() || !rules.isEmpty() || routes != null || data != null) {
            throw new ParameterException(
                    spec.commandLine(), "--config has nodes, rules, routes and data folder; say them there");
        }
        MonitoringConfig settings = MonitoringConfig.read(file);
        if (settings.targets().isEmpty()) {
            throw new FileException(List.of(file + ": scrape.targets names no node"));
        }
        try (MonitoringSystem system = MonitoringSystem.create(port)
                .interval(ServerOptions.duration(spec, "--interval", interval))
                .config(settings)
                .start()) {
            return serve(system, settings.targets().size());
        }
    }

    private int serve(MonitoringSystem system, int nodesRead) throws InterruptedException {
        spec.commandLine()
                .getOut()
                .println("nodes that are read: " + nodesRead + "; queries are answered at " + system.uri());
        Runtime.getRuntime().addShutdownHook(new Thread(this::stopAndWait, "quorumeter-stop"));
        stopped.await();
        return 0;
    }

    /** The process ends when its hooks have; what is open is closed before. */
    private void stopAndWait() {
        stopped.countDown();
        try {
            if (!closed.await(LONGEST_ANSWER.toSeconds(), TimeUnit.SECONDS)) {
                spec.commandLine().getErr().println("quorumeter: it does not stop in order");
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    private List<ScrapeTarget> targets(Duration distance) {
        Duration timeout = distance.compareTo(LONGEST_ANSWER) < 0 ? distance : LONGEST_ANSWER;
        List<ScrapeTarget> targets = new ArrayList<>();
        for (String node : nodes) {
            try {
                targets.add(ScrapeTarget.of(node, timeout));
            } catch (IllegalArgumentException wrong) {
                throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
            }
        }
        return targets;
    }

    private AlertManagerBuilder manager(AlertManagerBuilder builder) throws IOException {
        for (Path file : rules) {
            builder.rules(file);
        }
        if (data != null) {
            builder.data(data);
        }
        if (routes != null) {
            return builder.routes(RoutingFile.read(routes));
        }
        PrintStream out = System.out;
        return builder.handler("console", new ConsoleAlertHandler(out));
    }
}
