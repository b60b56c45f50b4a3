package io.quorumeter.alerting.alert;

import io.quorumeter.alerting.route.Notice;
import java.io.PrintStream;
import java.util.Objects;

/** Prints alerts, a line each: time, state, name, and the summary. A notice of more than ten alerts is one line. */
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
        print(alert, AlertText.line(alert));
    }

    @Override
    public void handle(Notice<Alert> notice) {
        if (AlertText.isLarge(notice)) {
            print(notice.news().get(0), AlertText.line(notice));
        } else {
            notice.news().forEach(this::handle);
        }
    }

    private void print(Alert alert, String line) {
        var when = alert.resolvedAt() == null ? alert.firedAt() : alert.resolvedAt();
        out.println(when + " " + line);
        out.flush();
    }
}
