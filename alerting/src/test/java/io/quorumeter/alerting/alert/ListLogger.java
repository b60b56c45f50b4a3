package io.quorumeter.alerting.alert;

import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** Keeps what is logged: the level and the text. */
final class ListLogger implements System.Logger {
    final List<String> lines = new ArrayList<>();

    @Override
    public String getName() {
        return "test";
    }

    @Override
    public boolean isLoggable(Level level) {
        return true;
    }

    @Override
    public void log(Level level, @Nullable ResourceBundle bundle, @Nullable String text, @Nullable Throwable thrown) {
        lines.add(level + " " + text);
    }

    @Override
    public void log(
            Level level, @Nullable ResourceBundle bundle, @Nullable String text, Object @Nullable ... parameters) {
        lines.add(level + " " + text);
    }
}
