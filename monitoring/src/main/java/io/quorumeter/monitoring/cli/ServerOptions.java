package io.quorumeter.monitoring.cli;

import io.quorumeter.promql.ast.Durations;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of all commands that ask a server. */
final class ServerOptions extends HelpOption {
    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:9464",
            description = "Where the node is; ${DEFAULT-VALUE} by default.")
    @SuppressWarnings("NullAway.Init")
    private URI url;

    @Option(names = "--token-file", paramLabel = "FILE", description = "A file with the token that the node wants.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "30s",
            description = "How long to wait for the answer; ${DEFAULT-VALUE} by default.")
    @SuppressWarnings("NullAway.Init")
    private String timeout;

    /** Returns the server that the options name. */
    Server server(CommandSpec spec) throws IOException {
        if (!"http".equals(url.getScheme()) && !"https".equals(url.getScheme())) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--url: '" + url + "' is no address of a server; write such as http://127.0.0.1:9464");
        }
        return new Server(url, token(), duration(spec, "--timeout", timeout));
    }

    /** Returns the token, of which no message says anything. */
    private @Nullable String token() throws IOException {
        if (tokenFile == null) {
            return null;
        }
        String token;
        try {
            token = Files.readString(tokenFile).strip();
        } catch (NoSuchFileException missing) {
            throw new IOException("--token-file: there is no file " + tokenFile, missing);
        } catch (IOException unreadable) {
            throw new IOException("--token-file: " + tokenFile + " cannot be read", unreadable);
        }
        if (!token.matches("[\\x21-\\x7e]+")) {
            throw new IOException("--token-file: " + tokenFile + " has no token: one line without blanks");
        }
        return token;
    }

    static Duration duration(CommandSpec spec, String option, String text) {
        try {
            Duration duration = Duration.ofMillis(Durations.parse(text));
            if (!duration.isZero() && !duration.isNegative()) {
                return duration;
            }
        } catch (IllegalArgumentException wrong) {
            // refused below
        }
        throw new ParameterException(
                spec.commandLine(),
                option + ": '" + text + "' is no duration above zero; write such as 30s, 5m or 1h30m");
    }
}
