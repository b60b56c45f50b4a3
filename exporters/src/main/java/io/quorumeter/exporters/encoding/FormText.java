package io.quorumeter.exporters.encoding;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of a query or of a form ({@code application/x-www-form-urlencoded}). */
public final class FormText {
    private static final int MOST = 1_000;

    private FormText() {}

    /**
     * Reads parameters.
     *
     * @param text pairs as they come over the wire; null or empty for none
     * @param into where the values go, each behind those that its name has there
     * @throws IllegalArgumentException when an escape is none, or there are more than 1,000 parameters
     */
    public static void read(@Nullable String text, Map<String, List<String>> into) {
        if (text == null || text.isEmpty()) {
            return;
        }
        String[] pairs = text.split("&", MOST + 1);
        if (pairs.length > MOST) {
            throw new IllegalArgumentException("there are more than " + MOST + " parameters");
        }
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            if (!pair.isEmpty()) {
                into.computeIfAbsent(name, first -> new ArrayList<>(1)).add(value);
            }
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException noEscape) {
            throw new IllegalArgumentException("the parameters are not escaped as they should be", noEscape);
        }
    }
}
