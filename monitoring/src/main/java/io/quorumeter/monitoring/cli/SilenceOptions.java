package io.quorumeter.monitoring.cli;

import io.quorumeter.promql.model.Matcher;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options of commands that add a silence. */
final class SilenceOptions {
    @Option(
            names = "--for",
            paramLabel = "DURATION",
            required = true,
            description = "For how long, such as 10m or 1h30m.")
    @SuppressWarnings("NullAway.Init")
    private String length;

    @Option(names = "--comment", paramLabel = "TEXT", defaultValue = "", description = "Why.")
    @SuppressWarnings("NullAway.Init")
    private String comment;

    @Option(
            names = "--by",
            paramLabel = "NAME",
            defaultValue = "${sys:user.name}",
            description = "Who wants it; ${DEFAULT-VALUE} by default.")
    @SuppressWarnings("NullAway.Init")
    private String createdBy;

    /** Adds a silence; returns its id. */
    String add(ServerOptions options, CommandSpec spec, List<Matcher> matchers)
            throws IOException, InterruptedException {
        return new SilenceRequests(options.server(spec))
                .add(matchers, ServerOptions.duration(spec, "--for", length), createdBy, comment);
    }
}
