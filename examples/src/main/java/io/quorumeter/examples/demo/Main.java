package io.quorumeter.examples.demo;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** Where {@code ./demo} begins, and where it ends: also Ctrl-C ends it in order, with the summary and its exit status. */
public final class Main {

    private Main() {}

    /** Runs the demo and ends the process. */
    public static void main(String[] arguments) {
        StopSignal stop = new StopSignal();
        CompletableFuture<Integer> ended = new CompletableFuture<>();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            stop.raise();
                            // A process that a signal ends would report the signal; what the demo found matters more.
                            Runtime.getRuntime().halt(ended.join());
                        },
                        "stop"));
        int status = 1;
        try {
            status = DemoCommand.run(arguments, writer(System.out), writer(System.err), stop);
        } finally {
            ended.complete(status);
        }
        System.exit(status);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }
}
