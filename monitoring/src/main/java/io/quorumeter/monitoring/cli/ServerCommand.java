package io.quorumeter.monitoring.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that asks a server. */
abstract class ServerCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set before the command runs
    CommandSpec spec;

    @Mixin
    final ServerOptions options = new ServerOptions();

    Server server() throws IOException {
        return options.server(spec);
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
