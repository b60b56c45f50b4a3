package io.quorumeter.monitoring.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Asks a question in PromQL. */
@Command(
        name = "query",
        description = {
            "Asks a node, or any Prometheus server, a question in PromQL.",
            "",
            "  quorumeter query 'sum(rate(hotstuff2_consensus_blocks_committed_total[1m]))'",
            "  quorumeter query node_load1 --range 1h --step 1m --format csv",
            ""
        },
        footer = {"", "Exit codes: 0 an answer, even an empty one; 1 none; 2 wrong arguments."},
        usageHelpAutoWidth = true)
final class QueryCommand extends ServerCommand {
    private static final int POINTS = 250;

    @Parameters(paramLabel = "EXPRESSION", description = "The question.")
    @SuppressWarnings("NullAway.Init")
    private String expression;

    @Option(
            names = "--time",
            paramLabel = "TIME",
            description =
                    "The time to ask for, in RFC 3339 or Unix seconds; now by default. With --range it is the end.")
    private @Nullable String time;

    @Option(
            names = "--range",
            paramLabel = "DURATION",
            description = "Asks for the values over so long, such as 30m or 1h30m, in place of one value.")
    private @Nullable String range;

    @Option(
            names = "--step",
            paramLabel = "DURATION",
            description = "The distance of values in a range; by default such that there are at most " + POINTS + ".")
    private @Nullable String step;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table, csv, or json as the server gives it; ${DEFAULT-VALUE} by default.")
    @SuppressWarnings("NullAway.Init")
    private Format format;

    /** How an answer is shown. */
    enum Format {
        TABLE,
        CSV,
        JSON
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Map<String, String> form = new TreeMap<>(Map.of("query", expression));
        Instant end = time();
        Duration length = range == null ? null : ServerOptions.duration(spec, "--range", range);
        if (length == null) {
            if (step != null) {
                throw wrong("--step goes with --range");
            }
            form.put("time", seconds(end));
        } else {
            Duration distance = step == null ? distance(length) : ServerOptions.duration(spec, "--step", step);
            form.put("start", seconds(end.minus(length)));
            form.put("end", seconds(end));
            form.put("step", seconds(Instant.EPOCH.plus(distance)));
        }
        Server server = server();
        Server.Reply answer = server.ask(length == null ? "query" : "query_range", form);
        PrintWriter out = out();
        switch (format) {
            case JSON -> out.println(answer.text());
            case CSV -> new AnswerTable(answer.json().path("data")).writeCsv(out);
            case TABLE -> new AnswerTable(answer.json().path("data")).writeTable(out);
        }
        for (String remark : new String[] {"warnings", "infos"}) {
            answer.json()
                    .path(remark)
                    .forEach(text -> spec.commandLine().getErr().println("quorumeter: " + text.asString()));
        }
        return 0;
    }

    private Instant time() {
        if (time == null) {
            return Instant.now();
        }
        try {
            return time.matches("[0-9.]+")
                    ? Instant.ofEpochMilli(
                            new BigDecimal(time).movePointRight(3).longValue())
                    : OffsetDateTime.parse(time).toInstant();
        } catch (DateTimeException | NumberFormatException wrong) {
            throw wrong("--time: '" + time + "' is no time; write Unix seconds, or such as 2026-01-31T12:00:00Z");
        }
    }

    /** Returns a step in whole seconds with which a range has no more points than a screen can show. */
    private static Duration distance(Duration length) {
        return Duration.ofSeconds(Math.max(1, (length.toSeconds() + POINTS - 1) / POINTS));
    }

    private static String seconds(Instant time) {
        return BigDecimal.valueOf(time.toEpochMilli(), 3).toPlainString();
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
