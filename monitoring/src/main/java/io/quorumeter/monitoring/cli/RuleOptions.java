package io.quorumeter.monitoring.cli;

import io.quorumeter.promql.model.Semantics;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of all commands about files of rules. */
final class RuleOptions {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    @Option(
            names = "--semantics",
            paramLabel = "VERSION",
            defaultValue = "3",
            description = "The version of Prometheus to follow, 2 or 3; ${DEFAULT-VALUE} by default.",
            converter = Version.class)
    @SuppressWarnings("NullAway.Init")
    private Semantics semantics;

    Semantics semantics() {
        return semantics;
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
