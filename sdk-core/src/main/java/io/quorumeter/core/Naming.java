package io.quorumeter.core;

import io.quorumeter.Unit;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * The names that families have outside the node: in a format that is exported or generated. Inside, in snapshots, rules and queries, a
 * family goes by the name that it was declared under. Immutable.
 */
public final class Naming {
    private static final String CATALOGUE_PREFIX = "hotstuff2_";
    private static final Naming AS_DECLARED = new Naming("", Map.of());

    private final String prefix;
    private final Map<String, String> renamed;

    private Naming(String prefix, Map<String, String> renamed) {
        this.prefix = prefix;
        this.renamed = renamed;
    }

    /** {@return the names as declared} */
    public static Naming asDeclared() {
        return AS_DECLARED;
    }

    /**
     * Puts a word in the place of {@code hotstuff2} at the beginning of names. Other names stay as they were declared: a prefix before them
     * could make one name of two.
     *
     * @param word letters, digits and underscores, without one at the end; empty for names as declared
     * @return the names with this prefix
     * @throws IllegalArgumentException when it is not such a word
     */
    public static Naming prefix(String word) {
        if (!word.isEmpty() && !word.matches("[a-zA-Z_][a-zA-Z0-9_]*(?<!_)")) {
            throw new IllegalArgumentException("metrics prefix '" + word
                    + "' is not a legal beginning of a name; use letters, digits and '_', and end without '_'");
        }
        return new Naming(word.isEmpty() ? "" : word + "_", Map.of());
    }

    /**
     * Gives one family another name, which has no prefix.
     *
     * @param declared the name that it is declared under
     * @param shown a legal name with the same unit, ending in {@code _total} where the other does
     * @return these names with that one
     * @throws IllegalArgumentException when the new name is not such, or another family has it already
     */
    public Naming rename(String declared, String shown) {
        boolean isAlike = Glob.isName(declared)
                && Glob.isName(shown)
                && declared.endsWith("_total") == shown.endsWith("_total")
                && declared.endsWith("_info") == shown.endsWith("_info")
                && Unit.ofName(declared) == Unit.ofName(shown);
        if (!isAlike) {
            throw new IllegalArgumentException("family '" + declared + "' cannot be shown as '" + shown
                    + "': give a legal name with the same unit, ending in _total or _info where the other does");
        }
        Map<String, String> all = new HashMap<>(renamed);
        all.remove(declared);
        if (all.containsValue(shown)) {
            throw new IllegalArgumentException(
                    "family '" + declared + "' cannot be shown as '" + shown + "': another family is");
        }
        all.put(declared, shown);
        return new Naming(prefix, Collections.unmodifiableMap(all));
    }

    /** The name that a family is shown under unless another one was declared under that. */
    String of(String declared) {
        String listed = renamed.get(declared);
        if (listed != null) {
            return listed;
        }
        boolean takesPrefix = !prefix.isEmpty() && declared.startsWith(CATALOGUE_PREFIX);
        return takesPrefix ? prefix + declared.substring(CATALOGUE_PREFIX.length()) : declared;
    }
}
