package io.quorumeter.alerting.alert;

import java.io.PrintStream;
import java.util.Objects;

/** Prints alerts, a line each: time, state, name, and the summary. */
public final class ConsoleAlertHandler implements AlertHandler {
    private final PrintStream out;

    /**
     * Prints to a stream.
     *
     * @param out such as {@code System.out}; flushed after each line
     */
    public ConsoleAlertHandler(PrintStream out) {
        this.out = Objects.requireNonNull(out, "out");
    }

    @Override
    public void handle(Alert alert) {
        var when = alert.resolvedAt() == null ? alert.firedAt() : alert.resolvedAt();
        out.println(when + " " + AlertText.line(alert));
        out.flush();
    }
}
