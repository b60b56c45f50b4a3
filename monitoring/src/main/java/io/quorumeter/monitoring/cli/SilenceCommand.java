package io.quorumeter.monitoring.cli;

import io.quorumeter.alerting.route.MatcherText;
import io.quorumeter.promql.model.Matcher;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Keeps notices of alerts back for a time. */
@Command(
        name = "silence",
        description = "Keeps notices of some alerts back for a time, at a node or an Alertmanager.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true)
final class SilenceCommand {
    private static final String CODES = "Exit codes: 0 it is done; 1 it is not; 2 wrong arguments.";

    @Spec
    @SuppressWarnings("NullAway.Init") // set before the command runs
    private CommandSpec spec;

    @Command(
            name = "add",
            description = {
                "Adds a silence from now on and prints its id.",
                "",
                "  quorumeter silence add alertname=SlowCommits --for 2h --comment \"upgrade\"",
                ""
            },
            footer = {"", CODES},
            usageHelpAutoWidth = true)
    int add(
            @Mixin ServerOptions options,
            @Mixin SilenceOptions silence,
            @Parameters(
                            paramLabel = "MATCHER",
                            arity = "1..*",
                            description =
                                    "What an alert meets that is silenced, such as severity!=critical or peer=~\"1|2\".")
                    List<String> matchers)
            throws IOException, InterruptedException {
        List<Matcher> conditions = matchers.stream().map(this::matcher).toList();
        out().println(silence.add(options, spec, conditions));
        return 0;
    }

    @Command(
            name = "list",
            description = "Lists silences, those that end first first.",
            footer = {"", CODES},
            usageHelpAutoWidth = true)
    int list(
            @Mixin ServerOptions options,
            @Mixin FormatOption format,
            @Option(names = "--expired", description = "Lists those that are over, too.") boolean withExpired)
            throws IOException, InterruptedException {
        Server.Reply answer = new SilenceRequests(options.server(spec)).all();
        if (format.isJson()) {
            out().println(answer.text());
            return 0;
        }
        List<JsonNode> silences = answer.json()
                .valueStream()
                .filter(silence -> withExpired || !state(silence).equals("expired"))
                .sorted(Comparator.comparing(silence -> text(silence, "endsAt")))
                .toList();
        if (silences.isEmpty()) {
            out().println("(no silences)");
        }
        for (JsonNode silence : silences) {
            out().println(String.join(
                    "  ",
                    text(silence, "id"),
                    state(silence),
                    "until " + text(silence, "endsAt"),
                    "{" + SilenceRequests.matchers(silence) + "}",
                    text(silence, "createdBy") + ": " + text(silence, "comment")));
        }
        return 0;
    }

    @Command(
            name = "expire",
            description = "Ends silences now.",
            footer = {"", CODES},
            usageHelpAutoWidth = true)
    int expire(
            @Mixin ServerOptions options,
            @Parameters(paramLabel = "ID", arity = "1..*", description = "What 'silence list' shows first.")
                    List<String> ids)
            throws IOException, InterruptedException {
        SilenceRequests silences = new SilenceRequests(options.server(spec));
        for (String id : ids) {
            silences.expire(id);
        }
        return 0;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private Matcher matcher(String text) {
        try {
            return MatcherText.one(text);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
    }

    private static String state(JsonNode silence) {
        return silence.at("/status/state").asString("");
    }

    private static String text(JsonNode silence, String name) {
        return silence.path(name).asString("");
    }
}
