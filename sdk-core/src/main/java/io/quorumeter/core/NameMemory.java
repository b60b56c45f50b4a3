package io.quorumeter.core;

import io.quorumeter.Labels;
import io.quorumeter.OperationTimer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which instruments calls by name were given before: those of their own series, and of each family that was full then, the one that its
 * further calls share. As many entries as there are series, and one for each way to name a full family's labels; nothing grows with the
 * values that were refused.
 */
final class NameMemory {
    private final ByNameTable own = new ByNameTable();
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
            ownByLabels.remove(one -> isAmong(instruments, one));
            overflows.remove(one -> isAmong(instruments, one));
            overflowsByLabels.remove(one -> isAmong(instruments, one));
        }
    }

    /** How many entries there are. */
    int size() {
        return own.size() + ownByLabels.size() + overflows.size() + overflowsByLabels.size();
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
