package io.quorumeter.exporters.jetty;

import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/**
 * One logger of Jetty's. What Jetty logs as information is about its start and stop, and what its parsers warn of is what clients sent;
 * neither is to fill the log of a node, so both are DEBUG here.
 */
final class SystemLogger extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1;
    private static final String PARSERS = "org.eclipse.jetty.http.";

    private final transient System.Logger log;
    private final Level warning;

    SystemLogger(String name) {
        this.name = name;
        this.log = System.getLogger(name);
        this.warning = name.startsWith(PARSERS) ? Level.DEBUG : Level.WARNING;
    }

    @Override
    public boolean isErrorEnabled() {
        return log.isLoggable(Level.ERROR);
    }

    @Override
    public boolean isWarnEnabled() {
        return log.isLoggable(warning);
    }

    @Override
    public boolean isInfoEnabled() {
        return log.isLoggable(Level.DEBUG);
    }

    @Override
    public boolean isDebugEnabled() {
        return log.isLoggable(Level.TRACE);
    }

    @Override
    public boolean isTraceEnabled() {
        return log.isLoggable(Level.TRACE);
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            org.slf4j.event.Level level,
            @Nullable Marker marker,
            String message,
            Object @Nullable [] arguments,
            @Nullable Throwable thrown) {
        Level ours = switch (level) {
            case ERROR -> Level.ERROR;
            case WARN -> warning;
            case INFO -> Level.DEBUG;
            case DEBUG, TRACE -> Level.TRACE;
        };
        String text = MessageFormatter.basicArrayFormat(message, arguments);
        if (thrown == null) {
            log.log(ours, text);
        } else {
            log.log(ours, text, thrown);
        }
    }
}
