package io.quorumeter.exporters.encoding;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of a query or of a form ({@code application/x-www-form-urlencoded}). */
public final class FormText {
    private FormText() {}

    /**
     * Reads parameters.
     *
     * @param text pairs as they come over the wire; null or empty for none
     * @param into where the values go, each behind those that its name has there
     * @throws IllegalArgumentException when an escape is none
     */
    public static void read(@Nullable String text, Map<String, List<String>> into) {
        if (text == null || text.isEmpty()) {
            return;
        }
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            if (!pair.isEmpty()) {
                into.computeIfAbsent(name, first -> new ArrayList<>(1)).add(value);
            }
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
