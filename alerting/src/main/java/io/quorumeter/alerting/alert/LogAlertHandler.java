package io.quorumeter.alerting.alert;

import static java.util.Comparator.naturalOrder;

import io.quorumeter.alerting.route.Notice;
import java.lang.System.Logger.Level;
import java.util.Objects;

/**
 * Logs alerts: critical ones that begin as errors, warnings as warnings, and everything else as information. A notice of more than ten
 * alerts is one line.
 */
public final class LogAlertHandler implements AlertHandler {
    private final System.Logger logger;

    /** Logs to the logger {@code io.quorumeter.alerts}. */
    public LogAlertHandler() {
        this(System.getLogger("io.quorumeter.alerts"));
    }

    /**
     * Logs to a logger of one's own.
     *
     * @param logger takes the lines
     */
    public LogAlertHandler(System.Logger logger) {
        this.logger = Objects.requireNonNull(logger, "logger");
    }

    @Override
    public void handle(Alert alert) {
        String line = AlertText.line(alert);
        if (!alert.suggestion().isEmpty()) {
            line += (line.endsWith(".") ? " " : ". ") + alert.suggestion();
        }
        logger.log(level(alert), line);
    }

    @Override
    public void handle(Notice<Alert> notice) {
        if (AlertText.isLarge(notice)) {
            Level worst = notice.news().stream()
                    .map(LogAlertHandler::level)
                    .max(naturalOrder())
                    .orElse(Level.INFO);
            logger.log(worst, AlertText.line(notice));
        } else {
            notice.news().forEach(this::handle);
        }
    }

    private static Level level(Alert alert) {
        if (!alert.isFiring()) {
            return Level.INFO;
        }
        return switch (alert.severity()) {
            case INFO -> Level.INFO;
            case WARNING -> Level.WARNING;
            case CRITICAL -> Level.ERROR;
        };
    }
}
