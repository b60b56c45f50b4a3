package io.quorumeter.core;

import io.quorumeter.Labels;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Which label values a family has series of, asked by pairs in any order without making an object. A hash table with open addressing:
 * readers take no lock, writers hold that of the family's series. What is taken out leaves a mark in its slot, so that what was put
 * behind it is still found; marks go when the table is made anew. Values are placed by their {@link SecretHash}, since whoever is asked
 * about chose them.
 */
final class SeriesIndex {
    private static final VarHandle SLOTS = MethodHandles.arrayElementVarHandle(Object[].class);
    private static final Object GONE = new Object();
    private static final long EMPTY = SecretHash.of("");

    private volatile @Nullable Object[] slots = new Object[64];
    private int used;

    /** Whether there is a series of exactly these pairs; a null value stands for an empty one. */
    boolean has(
            @Nullable String l1,
            @Nullable String v1,
            @Nullable String l2,
            @Nullable String v2,
            @Nullable String l3,
            @Nullable String v3,
            @Nullable String l4,
            @Nullable String v4) {
        int size = one(l1) + one(l2) + one(l3) + one(l4);
        int sum = pair(l1, v1) + pair(l2, v2) + pair(l3, v3) + pair(l4, v4);
        @Nullable Object[] table = slots;
        for (int i = spread(sum) & (table.length - 1); ; i = (i + 1) & (table.length - 1)) {
            Object slot = SLOTS.getAcquire(table, i);
            if (slot == null) {
                return false;
            }
            if (slot instanceof Labels there
                    && there.size() == size
                    && matches(there, l1, v1)
                    && matches(there, l2, v2)
                    && matches(there, l3, v3)
                    && matches(there, l4, v4)) {
                return true;
            }
        }
    }

    /** Whether there is a series of exactly these labels and, unless it is null, one more. */
    boolean has(Labels labels, @Nullable String label, @Nullable String value) {
        int size = labels.size() + one(label);
        @Nullable Object[] table = slots;
        for (int i = spread(sum(labels) + pair(label, value)) & (table.length - 1);
                ;
                i = (i + 1) & (table.length - 1)) {
            Object slot = SLOTS.getAcquire(table, i);
            if (slot == null) {
                return false;
            }
            if (slot instanceof Labels there
                    && there.size() == size
                    && matches(there, label, value)
                    && matches(there, labels)) {
                return true;
            }
        }
    }

    /** Adds labels that are not there. */
    void add(Labels labels) {
        if (2 * (used + 1) > slots.length) {
            makeAnew();
        }
        insert(slots, labels);
        used++;
    }

    /** Takes labels out. */
    void remove(Labels labels) {
        @Nullable Object[] table = slots;
        for (int i = spread(sum(labels)) & (table.length - 1); table[i] != null; i = (i + 1) & (table.length - 1)) {
            if (labels.equals(table[i])) {
                SLOTS.setRelease(table, i, GONE);
            }
        }
    }

    /** At how many entries a search looks at most, whatever it is for. */
    int mostProbes() {
        @Nullable Object[] table = slots;
        int longest = 0;
        for (int i = 0, run = 0; i < 2 * table.length; i++) { // twice, as runs go on at the beginning
            run = table[i % table.length] == null ? 0 : run + 1;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    private void makeAnew() {
        int live = 0;
        for (Object slot : slots) {
            live += slot instanceof Labels ? 1 : 0;
        }
        @Nullable Object[] fresh = new Object[4 * live >= slots.length ? 2 * slots.length : slots.length];
        for (Object slot : slots) {
            if (slot instanceof Labels there) {
                insert(fresh, there);
            }
        }
        slots = fresh;
        used = live;
    }

    private static void insert(@Nullable Object[] table, Labels labels) {
        int i = spread(sum(labels)) & (table.length - 1);
        while (table[i] != null) {
            i = (i + 1) & (table.length - 1);
        }
        SLOTS.setRelease(table, i, labels);
    }

    private static int one(@Nullable String label) {
        return label == null ? 0 : 1;
    }

    private static boolean matches(Labels there, @Nullable String label, @Nullable String value) {
        return label == null || (value == null ? "" : value).equals(there.get(label));
    }

    private static boolean matches(Labels there, Labels labels) {
        for (int i = 0; i < labels.size(); i++) {
            if (!labels.value(i).equals(there.get(labels.name(i)))) {
                return false;
            }
        }
        return true;
    }

    private static int sum(Labels labels) {
        int sum = 0;
        for (int i = 0; i < labels.size(); i++) {
            sum += pair(labels.name(i), labels.value(i));
        }
        return sum;
    }

    /** Pairs are added up, so their order does not matter. */
    private static int pair(@Nullable String label, @Nullable String value) {
        if (label == null) {
            return 0;
        }
        return SecretHash.spread(31L * label.hashCode() + (value == null ? EMPTY : SecretHash.of(value)));
    }

    private static int spread(int hash) {
        int spread = hash * 0x9E3779B9;
        return spread ^ (spread >>> 16);
    }
}
