package io.quorumeter.promql.ast;

import java.util.Locale;
import java.util.Set;

/** Which names can be written without quotes. */
public final class Names {
    /** Words that the grammar takes for something else where a metric's name could stand. */
    private static final Set<String> NO_METRIC =
            Set.of("bool", "on", "ignoring", "group_left", "group_right", "atan2", "inf", "nan");

    private Names() {}

    /**
     * {@return whether a word is a label's name: letters, digits and underscores, no digit first}
     *
     * @param name the word
     */
    public static boolean isLabel(String name) {
        return isWord(name, false);
    }

    /**
     * {@return whether a word can stand as a metric's name: as a label's, with colons}
     *
     * @param name the word
     */
    public static boolean isMetric(String name) {
        return isWord(name, true) && !NO_METRIC.contains(name.toLowerCase(Locale.ROOT));
    }

    private static boolean isWord(String name, boolean colons) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (colons && c == ':');
            if (!letter && (i == 0 || c < '0' || c > '9')) {
                return false;
            }
        }
        return !name.isEmpty();
    }
}
