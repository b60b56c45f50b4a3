package io.quorumeter.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds an instrument by a family's name and up to three label pairs as the caller wrote them, without making an object.
 *
 * <p>A hash table with open addressing. Entries are immutable and never removed from a table, so a reader needs one acquire per probe
 * and no lock; writers take one, and who removes makes another table. The strings' own hash codes are cached by them, so a hit costs a few additions and as many {@code equals} as
 * there are strings, most of which compare a constant with itself.
 */
final class ByNameTable {
    private static final VarHandle SLOTS = MethodHandles.arrayElementVarHandle(Entry[].class);

    private volatile @Nullable Entry[] slots = new Entry[64];
    private int size;

    private record Entry(
            int hash,
            String name,
            @Nullable String label1,
            @Nullable String value1,
            @Nullable String label2,
            @Nullable String value2,
            @Nullable String label3,
            @Nullable String value3,
            Object instrument) {

        boolean matches(
                String wanted,
                @Nullable String l1,
                @Nullable String v1,
                @Nullable String l2,
                @Nullable String v2,
                @Nullable String l3,
                @Nullable String v3) {
            return wanted.equals(name)
                    && same(l1, label1)
                    && same(v1, value1)
                    && same(l2, label2)
                    && same(v2, value2)
                    && same(l3, label3)
                    && same(v3, value3);
        }

        private static boolean same(@Nullable String a, @Nullable String b) {
            return a == null ? b == null : a.equals(b);
        }
    }

    @Nullable
    Object find(
            String name,
            @Nullable String l1,
            @Nullable String v1,
            @Nullable String l2,
            @Nullable String v2,
            @Nullable String l3,
            @Nullable String v3) {
        int hash = hash(name, l1, v1, l2, v2, l3, v3);
        @Nullable Entry[] table = slots;
        for (int i = hash & (table.length - 1); ; i = (i + 1) & (table.length - 1)) {
            Entry entry = (Entry) SLOTS.getAcquire(table, i);
            if (entry == null) {
                return null;
            }
            if (entry.hash == hash && entry.matches(name, l1, v1, l2, v2, l3, v3)) {
                return entry.instrument;
            }
        }
    }

    synchronized void put(
            String name,
            @Nullable String l1,
            @Nullable String v1,
            @Nullable String l2,
            @Nullable String v2,
            @Nullable String l3,
            @Nullable String v3,
            Object instrument) {
        if (find(name, l1, v1, l2, v2, l3, v3) != null) {
            return;
        }
        if (2 * (size + 1) > slots.length) {
            @Nullable Entry[] larger = new Entry[2 * slots.length];
            for (Entry entry : slots) {
                if (entry != null) {
                    insert(larger, entry);
                }
            }
            slots = larger;
        }
        insert(slots, new Entry(hash(name, l1, v1, l2, v2, l3, v3), name, l1, v1, l2, v2, l3, v3, instrument));
        size++;
    }

    /** How many entries there are. */
    synchronized int size() {
        return size;
    }

    /** Forgets every way to such instruments. */
    synchronized void remove(Predicate<Object> instruments) {
        @Nullable Entry[] rest = new Entry[slots.length];
        int left = 0;
        for (Entry entry : slots) {
            if (entry != null && !instruments.test(entry.instrument)) {
                insert(rest, entry);
                left++;
            }
        }
        size = left;
        slots = rest;
    }

    private static void insert(@Nullable Entry[] table, Entry entry) {
        int i = entry.hash & (table.length - 1);
        while (table[i] != null) {
            i = (i + 1) & (table.length - 1);
        }
        SLOTS.setRelease(table, i, entry);
    }

    private static int hash(
            String name,
            @Nullable String l1,
            @Nullable String v1,
            @Nullable String l2,
            @Nullable String v2,
            @Nullable String l3,
            @Nullable String v3) {
        int hash = name.hashCode();
        if (l1 != null) {
            hash = mix(hash, l1, v1);
            if (l2 != null) {
                hash = mix(hash, l2, v2);
                if (l3 != null) {
                    hash = mix(hash, l3, v3);
                }
            }
        }
        hash *= 0x9E3779B9;
        return hash ^ (hash >>> 16);
    }

    private static int mix(int hash, String label, @Nullable String value) {
        return (31 * hash + label.hashCode()) * 31 + (value == null ? 0 : value.hashCode());
    }
}
