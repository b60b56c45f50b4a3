package io.quorumeter;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes legal names for families and labels from the names that another library, a configuration or a person uses. A refused declaration
 * suggests what these methods return, so a bridge from another library that calls them declares what is accepted.
 *
 * <pre>{@code
 * MetricName.of(MetricType.HISTOGRAM, Unit.SECONDS, "http.server.requests");     // http_server_requests_seconds
 * MetricName.of(MetricType.COUNTER, Unit.NONE, "hits-total");                    // hits_total
 * MetricName.of(MetricType.GAUGE, Unit.NONE, "thread_count");                    // threads
 * }</pre>
 *
 * <p>A legal name stays as it is. Two names may become one, such as {@code a.b} and {@code a-b}.
 */
public final class MetricName {
    /** The prefix of the families in which the SDK describes itself; no other family may begin with it. */
    static final String OWN_PREFIX = "quorumeter_";

    static final int MAX_LENGTH = 255;

    private static final String UNNAMED = "unnamed";

    /** The longest stem, which leaves room for everything that may be appended to a name. */
    private static final int MAX_STEM = MAX_LENGTH - "_seconds_total".length() - "es".length();

    /** Suffixes that the text format gives to a histogram's own series, so that no family may end in them. */
    private static final Set<String> OF_THE_FORMAT = Set.of("_bucket", "_sum", "_count", "_created");

    /** The last words of names in a unit that is not the base unit of its kind. */
    private static final Map<String, Unit> SCALED = Map.ofEntries(
            Map.entry("ms", Unit.SECONDS),
            Map.entry("millis", Unit.SECONDS),
            Map.entry("millisecond", Unit.SECONDS),
            Map.entry("milliseconds", Unit.SECONDS),
            Map.entry("micros", Unit.SECONDS),
            Map.entry("microsecond", Unit.SECONDS),
            Map.entry("microseconds", Unit.SECONDS),
            Map.entry("nanos", Unit.SECONDS),
            Map.entry("nanosecond", Unit.SECONDS),
            Map.entry("nanoseconds", Unit.SECONDS),
            Map.entry("minutes", Unit.SECONDS),
            Map.entry("hours", Unit.SECONDS),
            Map.entry("kb", Unit.BYTES),
            Map.entry("mb", Unit.BYTES),
            Map.entry("gb", Unit.BYTES),
            Map.entry("kilobytes", Unit.BYTES),
            Map.entry("megabytes", Unit.BYTES),
            Map.entry("gigabytes", Unit.BYTES),
            Map.entry("percent", Unit.RATIO),
            Map.entry("percentage", Unit.RATIO));

    private MetricName() {}

    /**
     * Returns the name of a family.
     *
     * @param type what the values mean; it says how the name ends
     * @param unit what the values are in, which the name is to end in: {@code SECONDS} for a timer or busy time; {@link Unit#NONE} leaves
     *     what the name says, and an info and a state set have none
     * @param name any text. Where its last word is a unit that is no base unit, such as {@code ms}, the base unit takes its place: the
     *     values are then to be converted, as {@link Unit#ofName} says
     * @return a name that a family of this type may have; the same when that is {@code name}
     */
    public static String of(MetricType type, Unit unit, String name) {
        if (isLegal(type, unit, name)) {
            return name;
        }
        String stem = clean(name, type != MetricType.STATE_SET);
        stem = withoutOwnPrefix(stem.length() > MAX_STEM ? stem.substring(0, MAX_STEM) : stem);
        stem = withoutSuffixes(type, stem);
        if (stem.isEmpty() || OWN_PREFIX.equals(stem + "_")) {
            stem = UNNAMED;
        }
        if (!hasUnit(type, unit, stem)) {
            stem = withoutEnd(withoutUnit(stem), "_");
            stem = (stem.isEmpty() ? UNNAMED : stem) + "_" + unit.suffix();
        }
        return switch (type) {
            case COUNTER -> stem + "_total";
            case INFO -> stem + "_info";
            case GAUGE, HISTOGRAM, SUMMARY, STATE_SET -> stem;
        };
    }

    /**
     * Returns the name of a label.
     *
     * @param name any text
     * @return a name that a label may have; the same when that is {@code name}
     */
    public static String ofLabel(String name) {
        if (isLabel(name)) {
            return name;
        }
        String label = clean(name, false);
        label = label.length() > MAX_LENGTH ? label.substring(0, MAX_LENGTH) : label;
        return label.isEmpty() ? UNNAMED : label;
    }

    /**
     * Checks that a name is not reserved for the families in which the SDK describes itself.
     *
     * @param name a family's name
     * @return the name
     * @throws MetricDeclarationException when it is null or begins with {@code quorumeter_}, with what to write instead
     */
    public static String checkHosts(String name) {
        if (name == null) {
            throw new MetricDeclarationException("the family's name is null; write one, as in 'votes_total'");
        } else if (name.startsWith(OWN_PREFIX)) {
            throw new MetricDeclarationException("family '" + Labels.printable(name) + "' begins with '" + OWN_PREFIX
                    + "', which is reserved for what the SDK says about itself; call it '"
                    + Labels.printable(withoutOwnPrefix(name)) + "'");
        }
        return name;
    }

    /** Returns the suffix of a name to which the text format gives a meaning; null when there is none. */
    static @Nullable String suffixOfTheFormat(String name) {
        return OF_THE_FORMAT.stream().filter(name::endsWith).findFirst().orElse(null);
    }

    /** Returns the last word of a name, before {@code _total}, if it is a unit but no base unit; otherwise null. */
    static @Nullable String scaledUnit(String name) {
        String base = withoutEnd(name, "_total");
        String last = base.substring(base.lastIndexOf('_') + 1);
        return SCALED.containsKey(last) ? last : null;
    }

    /** Returns the advice to record values in another unit than a refused name states, if that is necessary; otherwise an empty text. */
    static String conversion(String name, String instead) {
        for (String word : clean(name, true).split("_", -1)) {
            if (SCALED.containsKey(word) && !("_" + instead + "_").contains("_" + word + "_")) {
                Unit base = baseOf(word);
                return "; record " + (base == Unit.RATIO ? "ratios from 0 to 1" : base.suffix()) + ", not '" + word
                        + "'";
            }
        }
        return "";
    }

    /**
     * Checks that the name of a family of times ends in its unit.
     *
     * @param type {@code HISTOGRAM} for a timer, {@code COUNTER} for a busy time
     * @param name the family's name
     * @throws MetricDeclarationException when it does not end in {@code _seconds}, and {@code _total} for a counter, with what to write
     *     instead; for a name in a unit that is no time, what measures that, too
     */
    public static void checkSeconds(MetricType type, String name) {
        boolean isTimer = type == MetricType.HISTOGRAM;
        if (name.endsWith(isTimer ? "_seconds" : "_seconds_total")) {
            return;
        }
        MetricType otherType = isTimer ? MetricType.HISTOGRAM : MetricType.GAUGE;
        String other = of(otherType, Unit.NONE, name);
        Unit unit = Unit.ofName(other);
        boolean isNoTime = unit == Unit.BYTES || unit == Unit.RATIO;
        throw new MetricDeclarationException((isTimer ? "timer '" : "busy time '") + Labels.printable(name)
                + "' must end in '_seconds" + (isTimer ? "'" : "_total', its unit and what it is")
                + (isNoTime
                        ? ", which is what it measures; declare a " + (isTimer ? "histogram" : "gauge") + " '"
                                + Labels.printable(other) + "', or "
                        : "; ")
                + "call it '" + Labels.printable(of(type, Unit.SECONDS, name)) + "'");
    }

    static boolean isLabel(String name) {
        return isName(name, false) && !name.startsWith("__");
    }

    static boolean isFamily(String name) {
        return isName(name, true);
    }

    private static boolean isLegal(MetricType type, Unit unit, String name) {
        return MetricDescriptor.fault(name, type) == null && !name.startsWith(OWN_PREFIX) && hasUnit(type, unit, name);
    }

    private static boolean hasUnit(MetricType type, Unit unit, String name) {
        return unit == Unit.NONE
                || type == MetricType.STATE_SET
                || type == MetricType.INFO
                || Unit.ofName(name) == unit;
    }

    private static String withoutOwnPrefix(String name) {
        String rest = name;
        while (rest.startsWith(OWN_PREFIX)) {
            rest = rest.substring(OWN_PREFIX.length());
        }
        return rest.isEmpty() ? UNNAMED : isDigit(rest.charAt(0)) ? "_" + rest : rest;
    }

    private static boolean isName(String text, boolean colons) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (!isLegal(text.charAt(i), colons) || (i == 0 && isDigit(text.charAt(i)))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLegal(char c, boolean colons) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || isDigit(c) || (colons && c == ':');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Returns the words of legal characters, with one {@code _} between them and none around; empty when there is none. */
    private static String clean(String text, boolean colons) {
        StringBuilder clean = new StringBuilder();
        for (int i = 0; i < text.length() && clean.length() <= MAX_LENGTH; i++) {
            char c = text.charAt(i);
            if (c != '_' && isLegal(c, colons)) {
                clean.append(clean.length() == 0 && isDigit(c) ? "_" : "").append(c);
            } else if (clean.length() > 0 && clean.charAt(clean.length() - 1) != '_') {
                clean.append('_');
            }
        }
        return withoutEnd(clean.toString(), "_");
    }

    /** Returns a name without the endings that its type may not have, and with base units in the place of others. */
    private static String withoutSuffixes(MetricType type, String name) {
        String before;
        String stem = name;
        do {
            before = stem;
            stem = withoutEnd(withoutEnd(stem, "_"), "_total");
            stem = type == MetricType.INFO ? withoutEnd(stem, "_info") : stem;
            String scaled = scaledUnit(stem);
            if (scaled != null) {
                stem = stem.substring(0, stem.length() - scaled.length())
                        + baseOf(scaled).suffix();
            }
            Unit stated = Unit.ofName(stem);
            if (type == MetricType.STATE_SET && stated != Unit.NONE) {
                stem = withoutUnit(stem);
            }
            String ofTheFormat = suffixOfTheFormat(stem);
            if (ofTheFormat != null) {
                stem = withoutEnd(stem, ofTheFormat);
                stem = ofTheFormat.equals("_count") ? plural(stem) : stem;
            }
        } while (!stem.equals(before));
        return stem;
    }

    private static String withoutUnit(String name) {
        return withoutEnd(name, Unit.ofName(name).suffix());
    }

    private static Unit baseOf(String scaled) {
        return SCALED.getOrDefault(scaled, Unit.NONE);
    }

    private static String plural(String word) {
        String last = word.substring(word.lastIndexOf('_') + 1);
        if (last.length() <= 1 || (last.endsWith("s") && !last.endsWith("ss"))) {
            return word;
        }
        if (!last.matches(".*[aeiouy].*")) {
            return word + "s"; // an abbreviation, such as tx
        }
        boolean changes = word.endsWith("y") && !word.matches(".*[aeiou]y");
        boolean hisses = word.endsWith("x") || word.endsWith("ss") || word.endsWith("ch") || word.endsWith("sh");
        return changes ? word.substring(0, word.length() - 1) + "ies" : word + (hisses ? "es" : "s");
    }

    private static String withoutEnd(String text, String end) {
        return text.endsWith(end) ? text.substring(0, text.length() - end.length()) : text;
    }
}
