package io.quorumeter.examples.demo;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
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

/**
 * The command line of {@code ./demo}. What it says of itself is in {@code help.txt}, which {@code ./demo} shows before anything is
 * built.
 */
@Command(name = "demo")
final class DemoCommand {

    private static final int BAD_INPUT = 2;

    @Option(names = "--replicas", paramLabel = "N", defaultValue = "4")
    private String replicas = "";

    @Option(names = "--rate", paramLabel = "N", defaultValue = "2000")
    private String rate = "";

    @Option(names = "--tx-size", paramLabel = "BYTES", defaultValue = "256")
    private String transactionBytes = "";

    @Option(names = "--batch", paramLabel = "N", defaultValue = "400")
    private String batch = "";

    @Option(names = "--delta", paramLabel = "TIME", defaultValue = "50ms")
    private String delta = "";

    @Option(names = "--duration", paramLabel = "TIME")
    private @Nullable String duration;

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "9464")
    private String port = "";

    @Option(names = "--data", paramLabel = "FOLDER")
    private @Nullable String data;

    @Option(names = "--fault", paramLabel = "FAULT")
    private List<String> faults = List.of();

    @Option(names = "--byzantine", paramLabel = "WHO")
    private List<String> byzantine = List.of();

    @Option(names = "--seed", paramLabel = "NUMBER")
    private @Nullable String seed;

    @Option(names = "--processes", arity = "0")
    private boolean processes;

    @Option(names = "--metrics", paramLabel = "on|off", defaultValue = "on")
    private String metrics = "";

    @Option(
            names = {"--help", "-h"},
            arity = "0",
            usageHelp = true)
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
                out.print(help());
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

    private static String help() {
        try (InputStream text = requireNonNull(DemoCommand.class.getResourceAsStream("help.txt"))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private DemoOptions options() throws BadInputException {
        int replicas = number("--replicas", this.replicas, DemoOptions.LEAST_REPLICAS, DemoOptions.MOST_REPLICAS);
        DemoOptions options = new DemoOptions(
                replicas,
                number("--rate", rate, 0, DemoOptions.MOST_RATE),
                number(
                        "--tx-size",
                        transactionBytes,
                        DemoOptions.LEAST_TRANSACTION_BYTES,
                        DemoOptions.MOST_TRANSACTION_BYTES),
                number("--batch", batch, 1, DemoOptions.MOST_BATCH),
                Durations.parse("--delta", delta),
                duration == null ? Optional.empty() : Optional.of(Durations.parse("--duration", duration)),
                number("--port", port, 0, DemoOptions.MOST_PORT),
                data == null ? Optional.empty() : Optional.of(folder("--data", data)),
                FaultSchedule.parse(entries(faults), replicas),
                ByzantineRoles.parse(entries(byzantine), replicas),
                seed == null
                        ? OptionalLong.empty()
                        : OptionalLong.of(wholeNumber("--seed", seed, Long.MIN_VALUE, Long.MAX_VALUE)),
                processes,
                onOrOff("--metrics", metrics));
        options.check();
        return options;
    }

    private static int number(String option, String text, int least, int most) throws BadInputException {
        return (int) wholeNumber(option, text, least, most);
    }

    private static long wholeNumber(String option, String text, long least, long most) throws BadInputException {
        try {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException none) {
            // Said below, together with numbers out of range.
        }
        throw new BadInputException(option + ": '" + text + "' is not a whole number from " + least + " to " + most);
    }

    private static Path folder(String option, String text) throws BadInputException {
        try {
            if (!text.isBlank()) {
                return Path.of(text);
            }
        } catch (InvalidPathException none) {
            // Said below.
        }
        throw new BadInputException(option + ": '" + text + "' is not the name of a folder");
    }

    private static boolean onOrOff(String option, String word) throws BadInputException {
        return switch (word) {
            case "on" -> true;
            case "off" -> false;
            default -> throw new BadInputException(option + ": '" + word + "' is neither on nor off");
        };
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
