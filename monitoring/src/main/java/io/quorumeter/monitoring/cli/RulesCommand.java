package io.quorumeter.monitoring.cli;

import io.quorumeter.alerting.alert.AlertConfig;
import io.quorumeter.alerting.alert.DefaultRules;
import io.quorumeter.alerting.file.FileException;
import io.quorumeter.alerting.rule.RuleFile;
import io.quorumeter.monitoring.config.MonitoringConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes rules as files of Prometheus' format. */
@Command(
        name = "rules",
        description = "Writes the built-in rules, or the queries of a dashboard, as a file of Prometheus rules.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true)
final class RulesCommand {
    @Spec
    @SuppressWarnings("NullAway.Init") // set before the command runs
    private CommandSpec spec;

    /** What is printed. */
    @FunctionalInterface
    private interface Work {
        int run(PrintWriter out) throws IOException;
    }

    @Command(
            name = "export",
            description = {
                "Prints the built-in rules, with the thresholds of a configuration.",
                "",
                "  quorumeter rules export --config monitoring.yaml --interval 15s > hotstuff2.yml",
                ""
            },
            footer = {"", "Exit codes: 0 rules are printed; 1 the configuration is wrong; 2 wrong arguments."},
            mixinStandardHelpOptions = true,
            usageHelpAutoWidth = true)
    int export(
            @Option(
                            names = "--config",
                            paramLabel = "FILE",
                            description =
                                    "The configuration of a monitoring system; by default all thresholds are standard.")
                    @Nullable
                    Path config,
            @Option(
                            names = "--interval",
                            paramLabel = "TIME",
                            description =
                                    "How far scrapes are apart; windows are at least four times as long. By default that of the"
                                            + " configuration, or 1s.")
                    @Nullable
                    String interval) {
        Duration distance = interval == null ? null : ServerOptions.duration(spec, "--interval", interval);
        return attempt(config, out -> {
            AlertConfig thresholds = AlertConfig.defaults();
            Duration tick = Duration.ofSeconds(1);
            if (config != null) {
                MonitoringConfig settings = MonitoringConfig.read(config);
                thresholds = settings.alerting().thresholds();
                tick = settings.interval().orElse(tick);
            }
            out.print(DefaultRules.text(thresholds, distance == null ? tick : distance));
            out.flush();
            return 0;
        });
    }

    @Command(
            name = "import",
            description = {
                "Prints the queries of a Grafana dashboard that evaluate here as recording rules, and names the others.",
                "",
                "  quorumeter rules import dashboard.json > dashboard.yml",
                "",
                "$__rate_interval becomes 5m, $__interval 1m, $__range 1h; label=\"$variable\" matches everything.",
                ""
            },
            footer = {"", "Exit codes: 0 all queries are printed; 1 some are not; 2 wrong arguments."},
            mixinStandardHelpOptions = true,
            usageHelpAutoWidth = true)
    int takeOver(@Parameters(paramLabel = "FILE", description = "Grafana's JSON.") Path file) {
        return attempt(file, out -> {
            DashboardQueries queries = new DashboardQueries(file.toString(), Files.readString(file));
            out.print(new RuleFile(List.of(queries.group())).text());
            out.flush();
            queries.refused().forEach(spec.commandLine().getErr()::println);
            return queries.refused().isEmpty() ? 0 : 1;
        });
    }

    private int attempt(@Nullable Path file, Work work) {
        PrintWriter err = spec.commandLine().getErr();
        try {
            return work.run(spec.commandLine().getOut());
        } catch (FileException wrong) {
            wrong.mistakes().forEach(err::println);
        } catch (IOException unreadable) {
            err.println(file + ": cannot be read: " + unreadable);
        }
        return 1;
    }
}
