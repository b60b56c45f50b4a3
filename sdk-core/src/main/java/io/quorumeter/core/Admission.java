package io.quorumeter.core;

import io.quorumeter.Labels;
import io.quorumeter.MetricDeclarationException;
import io.quorumeter.MetricDescriptor;
import io.quorumeter.MetricLevel;
import io.quorumeter.spi.FamilyDeclaration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which families a collector keeps. A family is kept as a whole or not at all, as the level of its first declaration says: half of a
 * total is worse than none.
 */
final class Admission {
    /** Denied names that are remembered. Names may come from outside, so there is no end of them; others are compared anew each time. */
    static final int MOST_REMEMBERED = 1_000;

    private final MetricsConfig config;
    private final Set<String> denied = ConcurrentHashMap.newKeySet();
    private final Map<String, MetricLevel> levels = new ConcurrentHashMap<>();
    /** Names of records that find no place for another reason than their number, of which at most as many are remembered. */
    private final Set<String> clashing = ConcurrentHashMap.newKeySet();

    private final Object beginning = new Object();
    /** How many families records by name have begun. */
    private volatile int begunByName;

    Admission(MetricsConfig config) {
        this.config = config;
    }

    /**
     * A family as it is kept, or null when it is not.
     *
     * @throws MetricDeclarationException when it has a label that all series have; and, whatever is kept here, when it is essential and was
     *     declared before as what is not
     */
    @Nullable
    FamilyDeclaration admit(FamilyDeclaration family) {
        MetricDescriptor descriptor = family.descriptor();
        boolean isFirst = !levels.containsKey(descriptor.name());
        MetricLevel first = firstLevel(descriptor);
        if (isDenied(descriptor.name()) || !config.metricsLevel().includes(first)) {
            return null;
        }
        try {
            return named(family);
        } catch (Clash clash) {
            if (isFirst) {
                levels.remove(descriptor.name(), first); // so that it can be declared otherwise
            }
            throw new MetricDeclarationException(clash.why);
        }
    }

    /** Why a record by name is dropped that no rule denies. */
    enum Dropping {
        /** Its family would be one more than records by name may begin. */
        FAMILY_LIMIT,
        /** Its family cannot be kept as the settings would have it. */
        SETTINGS,
        /** Its family is of another type, has other labels or another origin, or there can be none of such a name or labels. */
        CONFLICT
    }

    /** A family cannot be kept as these settings would have it. */
    static final class Clash extends Exception {
        private static final long serialVersionUID = 1;

        private final String why;
        private final Dropping reason;

        Clash(String why) {
            this(Dropping.SETTINGS, why);
        }

        private Clash(Dropping reason, String why) {
            super(why, null, false, false); // thrown at each record
            this.reason = reason;
            this.why = why;
        }

        Dropping reason() {
            return reason;
        }
    }

    /**
     * A family as it is kept whose records are not {@linkplain #drops dropped}.
     *
     * @throws Clash when it has a label that all series have, or would be one too many
     */
    FamilyDeclaration named(FamilyDeclaration family) throws Clash {
        String name = family.descriptor().name();
        checkRoom(name);
        FamilyDeclaration kept = checked(family);
        if (!levels.containsKey(name)) {
            synchronized (beginning) {
                checkRoom(name);
                if (levels.putIfAbsent(name, family.descriptor().level()) == null) {
                    begunByName++;
                }
            }
        }
        return kept;
    }

    /**
     * Refuses to begin a family more than records by name may; takes no lock.
     *
     * @throws Clash when it would be
     */
    void checkRoom(String name) throws Clash {
        if (begunByName >= config.familyLimit() && !levels.containsKey(name)) {
            throw new Clash(
                    Dropping.FAMILY_LIMIT,
                    "records by name have begun as many families as family_limit says;"
                            + " what differs from record to record belongs into a label, not into the name");
        }
    }

    /** What a record that is dropped is counted under: its name, or for more names than are remembered another one for all. */
    String countedAs(String name, Dropping reason) {
        boolean isKnown = levels.containsKey(name)
                || clashing.contains(name)
                || (reason != Dropping.FAMILY_LIMIT
                        && name.length() <= Labels.MAX_VALUE_LENGTH
                        && clashing.size() < MOST_REMEMBERED
                        && clashing.add(name));
        return isKnown ? name : "other";
    }

    /**
     * A family as it would be kept.
     *
     * @throws Clash when it has a label that all series have
     */
    FamilyDeclaration checked(FamilyDeclaration family) throws Clash {
        MetricDescriptor descriptor = family.descriptor();
        for (String label : descriptor.labelNames()) {
            String constant = config.constantLabels().get(label);
            if (constant != null) {
                throw new Clash("family '" + descriptor.name() + "': label '" + label
                        + "' is one that every series of this collector has, "
                        + Labels.of(label, constant) + ": choose another name for one of the two");
            }
        }
        return family;
    }

    /**
     * The level of a family's first declaration.
     *
     * @throws MetricDeclarationException when this one is essential and that was not. Which families are kept has no part in it: else a
     *     program that runs with one setting of the level would fail with another
     */
    private MetricLevel firstLevel(MetricDescriptor family) {
        MetricLevel before = levels.putIfAbsent(family.name(), family.level());
        MetricLevel first = before == null ? family.level() : before;
        if (family.level() == MetricLevel.ESSENTIAL && first != MetricLevel.ESSENTIAL) {
            throw new MetricDeclarationException("family '" + family.name() + "' was declared with the level "
                    + word(first) + ", at which a collector may be set to leave it out, and now with "
                    + word(family.level()) + ": declare it the same, or choose another name");
        }
        return first;
    }

    /** Whether records to this name are dropped: it is denied, or a family that was declared above the level. */
    boolean drops(String name) {
        MetricLevel first = levels.get(name);
        return isDenied(name) || (first != null && !config.metricsLevel().includes(first));
    }

    private boolean isDenied(String name) {
        if (config.deny().isEmpty()) {
            return false;
        }
        if (denied.contains(name)) {
            return true;
        }
        for (String glob : config.deny()) {
            if (Glob.matches(glob, name)) {
                if (denied.size() < MOST_REMEMBERED) {
                    denied.add(name);
                }
                return true;
            }
        }
        return false;
    }

    /** How many denied names are remembered. */
    int remembered() {
        return denied.size();
    }

    private static String word(MetricLevel level) {
        return level.name().toLowerCase(Locale.ROOT);
    }
}
