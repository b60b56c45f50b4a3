package io.quorumeter.monitoring.cli;

import io.quorumeter.alerting.file.FileException;
import io.quorumeter.alerting.route.MatcherText;
import io.quorumeter.alerting.route.Route;
import io.quorumeter.alerting.route.RoutingFile;
import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.Matcher;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tries where alerts go. */
@Command(
        name = "routes",
        description = "Tries where alerts go, by a configuration file of Alertmanager.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true)
final class RoutesCommand {
    @Spec
    @SuppressWarnings("NullAway.Init") // set before the command runs
    private CommandSpec spec;

    @Command(
            name = "test",
            description = {
                "Prints the receivers of an alert with some labels, as 'amtool config routes test' does.",
                "",
                "  quorumeter routes test --config alertmanager.yml alertname=DiskFull severity=critical",
                ""
            },
            footer = {"", "Exit codes: 0 receivers are printed; 1 the file is wrong; 2 wrong arguments."},
            mixinStandardHelpOptions = true,
            usageHelpAutoWidth = true)
    int test(
            @Option(
                            names = "--config",
                            paramLabel = "FILE",
                            description = "Alertmanager's configuration; by default the routes that are built in.")
                    @Nullable
                    Path config,
            @Parameters(paramLabel = "LABEL=VALUE", arity = "0..*", description = "The labels of the alert.") @Nullable
                    List<String> labels) {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Labels alert = labels(labels == null ? List.of() : labels);
        try {
            RoutingFile routing = config == null ? RoutingFile.standard() : RoutingFile.read(config);
            routing.warnings().forEach(warning -> err.println("warning: " + warning));
            out.println(
                    routing.root().match(alert).stream().map(Route::receiver).collect(Collectors.joining(",")));
            return 0;
        } catch (FileException wrong) {
            wrong.mistakes().forEach(err::println);
        } catch (IOException unreadable) {
            err.println(config + ": cannot be read: " + unreadable);
        }
        return 1;
    }

    private Labels labels(List<String> arguments) {
        Map<String, String> labels = new TreeMap<>();
        for (String argument : arguments) {
            Matcher label = label(argument);
            labels.put(label.label(), label.value());
        }
        return Labels.of(labels);
    }

    private Matcher label(String argument) {
        try {
            Matcher label = MatcherText.one(argument);
            if (label.op() == Matcher.Op.EQUAL) {
                return label;
            }
        } catch (IllegalArgumentException wrong) {
            // refused below
        }
        throw new ParameterException(
                spec.commandLine(), "'" + argument + "' is no label and its value; write such as severity=critical");
    }
}
