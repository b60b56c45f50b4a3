package io.quorumeter.examples.demo;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The command line of {@code ./demo}. */
@Command(
        name = "demo",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {
            "",
            "Runs a HotStuff-2 network on this machine: replicas that talk over TCP, sign with Ed25519, and keep"
                    + " their state on disk. Each serves its metrics for Prometheus.",
            ""
        },
        footer = {
            "",
            "A duration is a number with ms, s, m or h: 50ms, 20s, 1.5s, 10m.",
            "",
            "Exit status: 0 when all replicas hold the same chain (one that crashed and was not restarted: the beginning"
                    + " of it), 1 when they do not or a store is damaged, 2 when what was asked for cannot be done.",
            "",
            "Examples:",
            "  ./demo --duration 20s",
            "  ./demo --fault crash:2@5s,restart:2@12s --duration 20s",
            "  ./demo --replicas 7 --rate 5000 --processes"
        })
final class DemoCommand {

    private static final int BAD_INPUT = 2;

    @Option(
            names = "--replicas",
            paramLabel = "N",
            defaultValue = "4",
            description = "How many replicas, " + DemoOptions.LEAST_REPLICAS + " to " + DemoOptions.MOST_REPLICAS
                    + "; ${DEFAULT-VALUE} unless said." + " 3f+1 of them stand f failures.")
    private int replicas;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Transactions submitted a second, all replicas together; ${DEFAULT-VALUE} unless said.")
    private int rate;

    @Option(
            names = "--tx-size",
            paramLabel = "BYTES",
            defaultValue = "256",
            description = "Size of a transaction; ${DEFAULT-VALUE} unless said.")
    private int transactionBytes;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "400",
            description = "Most transactions in a block; ${DEFAULT-VALUE} unless said.")
    private int batch;

    @Option(
            names = "--delta",
            paramLabel = "TIME",
            defaultValue = "50ms",
            description = "The bound on message delays that the protocol counts on, from which its time-outs follow;"
                    + " ${DEFAULT-VALUE} unless said.")
    private String delta = "";

    @Option(names = "--duration", paramLabel = "TIME", description = "How long to run; until Ctrl-C unless said.")
    private @Nullable String duration;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "9464",
            description =
                    "Where replica 0 serves its metrics, the others on the ports that follow; ${DEFAULT-VALUE} unless"
                            + " said, 0 for any free ports.")
    private int port;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Where to keep keys and stores; a second run with it goes on where the first one ended. A"
                    + " temporary folder, removed at the end, unless said.")
    private @Nullable Path data;

    @Option(
            names = "--fault",
            paramLabel = "FAULT",
            description =
                    "What to break and when, several with commas: crash:2@5s takes replica 2 (they are numbered from"
                            + " 0) away five seconds after the start, without a chance to save anything; restart:2@12s lets it start"
                            + " again from what is on its disk.")
    private List<String> faults = List.of();

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description = "Makes the keys from this number, always the same ones; by chance unless said.")
    private @Nullable Long seed;

    @Option(
            names = "--processes",
            description = "Gives each replica a process of its own, and crashes it with SIGKILL.")
    private boolean processes;

    @Option(names = "--help", usageHelp = true, description = "Shows this.")
    private boolean help;

    /**
     * Runs the demo to its end.
     *
     * @return the exit status
     */
    static int run(String[] arguments, PrintWriter out, PrintWriter err, StopSignal stop) {
        DemoCommand command = new DemoCommand();
        CommandLine line = new CommandLine(command);
        CommandSpec spec = line.getCommandSpec();
        try {
            line.parseArgs(arguments);
            if (command.help) {
                line.usage(out);
                out.flush();
                return 0;
            }
            return new Demo(command.options(), out, err, stop).run();
        } catch (ParameterException e) {
            return refuse(err, firstLine(e) + " (" + spec.qualifiedName() + " --help lists the options)");
        } catch (BadInputException e) {
            return refuse(err, String.valueOf(e.getMessage()));
        }
    }

    private DemoOptions options() throws BadInputException {
        DemoOptions options = new DemoOptions(
                replicas,
                rate,
                transactionBytes,
                batch,
                Durations.parse("--delta", delta),
                duration == null ? Optional.empty() : Optional.of(Durations.parse("--duration", duration)),
                port,
                Optional.ofNullable(data),
                FaultSchedule.parse(entries(faults), replicas),
                seed == null ? OptionalLong.empty() : OptionalLong.of(seed),
                processes);
        options.check();
        return options;
    }

    /** Each option's text cut at its commas; what is between two of them, or behind the last, has to be a fault. */
    private static List<String> entries(List<String> options) {
        return options.stream().flatMap(text -> Stream.of(text.split(",", -1))).toList();
    }

    private static int refuse(PrintWriter err, String message) {
        err.println("demo: " + message);
        err.flush();
        return BAD_INPUT;
    }

    private static String firstLine(ParameterException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("the options cannot be read");
    }
}
