package io.quorumeter.core;

import io.quorumeter.Labels;
import io.quorumeter.OperationTimer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which instruments calls by name were given before: those of their own series, and of each family that was full then, the one that its
 * further calls share. As many entries as there are series, and one for each way to name a full family's labels; nothing grows with the
 * values that were refused. Of values that a series has not as they were given, because they were too long or no text, there is no end: a
 * few that are not much too long are remembered, for the program that gives the same ones again, and for others the series is looked for
 * each time.
 */
final class NameMemory {
    /** Values that series have otherwise than they were given: so many are remembered, none of which is longer than this. */
    static final int MOST_CHANGED = 100;

    static final int LONGEST_CHANGED = 4 * Labels.MAX_VALUE_LENGTH;

    private final ByNameTable own = new ByNameTable();
    private final ByNameTable changed = new ByNameTable();
    private final ByLabelsTable ownByLabels = new ByLabelsTable();
    /** By names alone: the values are null. */
    private final ByNameTable overflows = new ByNameTable();

    private final ByLabelsTable overflowsByLabels = new ByLabelsTable();

    /** The instrument of these pairs if it is known and of this type. */
    @Nullable
    Object find(
            Class<?> type,
            String name,
            @Nullable String l1,
            @Nullable String v1,
            @Nullable String l2,
            @Nullable String v2,
            @Nullable String l3,
            @Nullable String v3) {
        Object found = own.find(name, l1, v1, l2, v2, l3, v3);
        if (type.isInstance(found)) {
            return found;
        }
        Object other = changed.find(name, l1, v1, l2, v2, l3, v3);
        if (type.isInstance(other)) {
            return other;
        }
        return overflows.find(name, l1, null, l2, null, l3, null) instanceof Overflow overflow
                        && type.isInstance(overflow.instrument())
                        && overflow.takes(l1, v1, l2, v2, l3, v3)
                ? overflow.instrument()
                : null;
    }

    /** The instrument of these labels if it is known and of this type. */
    @Nullable
    Object find(Class<?> type, String name, Labels labels) {
        Object found = ownByLabels.find(name, labels);
        if (type.isInstance(found)) {
            return found;
        }
        return overflowsByLabels.find(name, Labels.of()) instanceof Overflow overflow
                        && type.isInstance(overflow.instrument())
                        && overflow.takes(labels)
                ? overflow.instrument()
                : null;
    }

    void put(
            String name,
            @Nullable String l1,
            @Nullable String v1,
            @Nullable String l2,
            @Nullable String v2,
            @Nullable String l3,
            @Nullable String v3,
            Object instrument) {
        own.put(name, l1, v1, l2, v2, l3, v3, instrument);
    }

    /** Remembers values that the series has otherwise, as long as there is room. */
    synchronized void putChanged(
            String name,
            @Nullable String l1,
            @Nullable String v1,
            @Nullable String l2,
            @Nullable String v2,
            @Nullable String l3,
            @Nullable String v3,
            Object instrument) {
        if (changed.size() < MOST_CHANGED && isShort(v1) && isShort(v2) && isShort(v3)) {
            changed.put(name, l1, v1, l2, v2, l3, v3, instrument);
        }
    }

    private static boolean isShort(@Nullable String value) {
        return value == null || value.length() <= LONGEST_CHANGED;
    }

    void put(String name, Labels labels, Object instrument) {
        ownByLabels.put(name, labels, instrument);
    }

    /** Remembers where calls with these label names go that find their family full. */
    void putOverflow(String name, @Nullable String l1, @Nullable String l2, @Nullable String l3, Overflow overflow) {
        overflows.put(name, l1, null, l2, null, l3, null, overflow);
    }

    /** Remembers where calls with labels as a whole go that find their family full. */
    void putOverflow(String name, Overflow overflow) {
        overflowsByLabels.put(name, Labels.of(), overflow);
    }

    /** Has these instruments looked up anew at their next calls. */
    void forget(Set<Object> instruments) {
        if (!instruments.isEmpty()) {
            own.remove(one -> isAmong(instruments, one));
            changed.remove(one -> isAmong(instruments, one));
            ownByLabels.remove(one -> isAmong(instruments, one));
            overflows.remove(one -> isAmong(instruments, one));
            overflowsByLabels.remove(one -> isAmong(instruments, one));
        }
    }

    /** How many entries there are. */
    int size() {
        return own.size() + changed.size() + ownByLabels.size() + overflows.size() + overflowsByLabels.size();
    }

    private static boolean isAmong(Set<Object> instruments, Object one) {
        if (one instanceof Overflow overflow) {
            return isAmong(instruments, overflow.instrument());
        }
        return one instanceof OperationTimer operation
                ? instruments.contains(operation.ok()) || instruments.contains(operation.error())
                : instruments.contains(one);
    }
}
