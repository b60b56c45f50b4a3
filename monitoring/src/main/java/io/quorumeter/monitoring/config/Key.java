package io.quorumeter.monitoring.config;

import io.quorumeter.alerting.file.FileValue;
import java.util.Locale;
import java.util.function.BiConsumer;

/**
 * A key of the configuration.
 *
 * @param path as in {@code history.retention}
 * @param standard what holds unless it is set, as text; empty for nothing
 * @param right what a value of it is
 * @param effect what it does
 * @param reader sets it
 */
record Key(String path, String standard, String right, String effect, BiConsumer<Draft, FileValue> reader) {
    private static final String PREFIX = "QUORUMETER_";

    /** Sets it. */
    void read(Draft draft, FileValue value) {
        draft.isOfAlerts |= path.contains("alert");
        reader.accept(draft, value);
    }

    /** Whether a variable is meant for the configuration. */
    static boolean isVariable(String name) {
        return name.startsWith(PREFIX);
    }

    /** The variable of the environment that sets it, as in {@code QUORUMETER_HISTORY_RETENTION}. */
    String variable() {
        return PREFIX + path.replace('.', '_').toUpperCase(Locale.ROOT);
    }
}
