package io.quorumeter.core;

import io.quorumeter.Labels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Values of settings as people write them. What reads throws an {@link IllegalArgumentException} when the text is nothing of the kind. */
final class ConfigText {
    /** A unit, and how many of the smallest it has. */
    private record Unit(String name, long size) {}

    private static final List<Unit> TIMES = List.of(
            new Unit("d", 86_400_000_000_000L),
            new Unit("h", 3_600_000_000_000L),
            new Unit("m", 60_000_000_000L),
            new Unit("s", 1_000_000_000L),
            new Unit("ms", 1_000_000L),
            new Unit("us", 1_000L),
            new Unit("ns", 1L));

    private static final List<Unit> SIZES =
            List.of(new Unit("GiB", 1L << 30), new Unit("MiB", 1L << 20), new Unit("KiB", 1L << 10), new Unit("", 1L));

    private ConfigText() {}

    static boolean bool(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    /** A whole number with a unit. */
    static Duration duration(String text) {
        return Duration.ofNanos(read(text, TIMES));
    }

    static String text(Duration duration) {
        return write(duration.toNanos(), TIMES);
    }

    /** A whole number of bytes, or of a unit. */
    static long bytes(String text) {
        return read(text, SIZES);
    }

    static String text(long bytes) {
        return write(bytes, SIZES);
    }

    private static long read(String text, List<Unit> units) {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        String name = text.substring(digits).strip();
        for (Unit unit : units) {
            if (unit.name.equals(name)) {
                return Math.multiplyExact(Long.parseLong(text.substring(0, digits)), unit.size);
            }
        }
        throw new IllegalArgumentException(text);
    }

    private static String write(long quantity, List<Unit> units) {
        for (Unit unit : units) {
            if (quantity % unit.size == 0) {
                return quantity / unit.size + unit.name;
            }
        }
        throw new IllegalArgumentException(String.valueOf(quantity));
    }

    /** What stands between commas. A comma that belongs to it has a backslash before, as has a backslash. */
    static List<String> list(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',') {
                parts.add(part.toString().strip());
                part.setLength(0);
            } else if (c == '\\' && i + 1 < text.length()) {
                i++;
                part.append(text.charAt(i));
            } else {
                part.append(c);
            }
        }
        if (!text.isEmpty()) {
            parts.add(part.toString().strip());
        }
        return parts;
    }

    private static String escaped(String part) {
        return part.replace("\\", "\\\\").replace(",", "\\,");
    }

    static String text(List<String> parts) {
        return String.join(",", parts.stream().map(ConfigText::escaped).toList());
    }

    /** Pairs between commas, each a name, {@code =} and a value; no name twice. */
    static Map<String, String> map(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : list(text)) {
            int at = pair.indexOf('=');
            if (at < 1
                    || pairs.put(
                                    pair.substring(0, at).strip(),
                                    pair.substring(at + 1).strip())
                            != null) {
                throw new IllegalArgumentException(text);
            }
        }
        return pairs;
    }

    static String text(Map<String, String> pairs) {
        List<String> parts = new ArrayList<>();
        pairs.forEach((name, value) -> parts.add(name + "=" + value));
        return text(parts);
    }

    static Labels labels(String text) {
        Labels labels = Labels.of();
        for (Map.Entry<String, String> pair : map(text).entrySet()) {
            labels = labels.with(pair.getKey(), pair.getValue());
        }
        return labels;
    }

    static String text(Labels labels) {
        Map<String, String> pairs = new LinkedHashMap<>();
        labels.forEach(pairs::put);
        return text(pairs);
    }

    /** The one of these words that begins so, or else takes the fewest changes of a letter to become so. */
    static String nearest(String word, List<String> words) {
        String nearest = words.get(0);
        for (String one : words) {
            if (!word.isEmpty() && one.startsWith(word)) {
                return one;
            }
            nearest = distance(word, one) < distance(word, nearest) ? one : nearest;
        }
        return nearest;
    }

    /** Letters to add, leave out or replace, by the classic table of which one row is kept. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
