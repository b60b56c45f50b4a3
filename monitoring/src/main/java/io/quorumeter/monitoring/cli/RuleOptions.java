package io.quorumeter.monitoring.cli;

import io.quorumeter.alerting.file.FileException;
import io.quorumeter.promql.model.Semantics;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** The options of all commands about files of rules. */
final class RuleOptions extends HelpOption {
    @Option(
            names = "--semantics",
            paramLabel = "VERSION",
            defaultValue = "3",
            description = "The version of Prometheus to follow, 2 or 3; ${DEFAULT-VALUE} by default.",
            converter = Version.class)
    @SuppressWarnings("NullAway.Init")
    private Semantics semantics;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "One file or more.")
    @SuppressWarnings("NullAway.Init")
    private List<Path> files;

    /** What is done with a file. */
    @FunctionalInterface
    interface Work {
        /** Returns whether nothing is wrong with the file. */
        boolean isRight(Path file, Semantics semantics) throws IOException;
    }

    /** Works on all files, also behind one that is wrong; returns the exit code. */
    int work(PrintWriter err, Work work) {
        int exitCode = 0;
        for (Path file : files) {
            try {
                exitCode = work.isRight(file, semantics) ? exitCode : 1;
            } catch (FileException wrong) {
                wrong.mistakes().forEach(err::println);
                exitCode = 1;
            } catch (NoSuchFileException missing) {
                err.println(file + ": there is no such file, or one that it names: " + missing.getMessage());
                exitCode = 1;
            } catch (IOException unreadable) {
                err.println(file + ": cannot be read: " + unreadable.getMessage());
                exitCode = 1;
            }
        }
        return exitCode;
    }

    /** Reads the number of a version. */
    static final class Version implements ITypeConverter<Semantics> {
        @Override
        public Semantics convert(String number) {
            return switch (number) {
                case "2" -> Semantics.V2;
                case "3" -> Semantics.V3;
                default -> throw new TypeConversionException("'" + number + "' is neither 2 nor 3");
            };
        }
    }
}
