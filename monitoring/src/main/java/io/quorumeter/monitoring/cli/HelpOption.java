package io.quorumeter.monitoring.cli;

import picocli.CommandLine.Option;

/** The option that shows what a command does. */
abstract sealed class HelpOption permits CheckConfigCommand, ServeCommand, RuleOptions, ServerOptions {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;
}
