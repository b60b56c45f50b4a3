package io.quorumeter.core;

import io.quorumeter.Labels;
import io.quorumeter.spi.EditDistance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
    static Labels labels(String text) {
        Labels labels = Labels.of();
        for (String pair : list(text)) {
            int at = pair.indexOf('=');
            if (at < 1) {
                throw new IllegalArgumentException(text);
            }
            labels = labels.with(
                    pair.substring(0, at).strip(), pair.substring(at + 1).strip());
        }
        return labels;
    }

    static String text(Labels labels) {
        List<String> parts = new ArrayList<>();
        labels.forEach((name, value) -> parts.add(name + "=" + value));
        return text(parts);
    }

    /** The one of these words that begins so, or else takes the fewest changes of a letter to become so. */
    static String nearest(String word, List<String> words) {
        String nearest = words.get(0);
        for (String one : words) {
            if (!word.isEmpty() && one.startsWith(word)) {
                return one;
            }
            nearest = EditDistance.between(word, one) < EditDistance.between(word, nearest) ? one : nearest;
        }
        return nearest;
    }
}
