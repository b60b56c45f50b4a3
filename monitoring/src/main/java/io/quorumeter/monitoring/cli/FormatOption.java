package io.quorumeter.monitoring.cli;

import picocli.CommandLine.Option;

/** The option of commands that show a list. */
final class FormatOption {
    @Option(
            names = {"-o", "--format"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table, or json as the server gives it; ${DEFAULT-VALUE} by default.")
    @SuppressWarnings("NullAway.Init")
    private Format format;

    private enum Format {
        TABLE,
        JSON
    }

    boolean isJson() {
        return format == Format.JSON;
    }
}
