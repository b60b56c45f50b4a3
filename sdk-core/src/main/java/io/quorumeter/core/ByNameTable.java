package io.quorumeter.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds an instrument by a family's name and up to three label pairs as the caller wrote them, without making an object.
 *
 * <p>A hash table with open addressing. Entries are immutable and never removed from a table, so a reader needs one acquire per probe
 * and no lock; writers take one, and who removes makes another table. The strings' own hash codes are cached by them, so a hit costs a
 * few additions and as many {@code equals} as there are strings, most of which compare a constant with itself.
 *
 * <p>Values come from outside, and strings of one hash code are easily made by the thousand. So a search looks at {@value #MOST_PROBES}
 * places at most. What found them all taken is in a second table, by its {@link SecretHash}, which costs more and which nobody can
 * crowd; it is empty, but for a few in a very large table, as long as nobody tries. A reader between the two changes of a table that is made
 * anew may miss what is there, and asks the family, as at first.
 */
final class ByNameTable {
    /** Of a table that is half full at most, hardly any entry is farther from its place. */
    static final int MOST_PROBES = 16;

    private static final VarHandle SLOTS = MethodHandles.arrayElementVarHandle(Entry[].class);
    private static final int FEW = 4;

    private volatile @Nullable Entry[] slots = new Entry[64];
    private volatile @Nullable Entry[] crowded = new Entry[FEW];
    private int inSlots;
    private int inCrowded;

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
            return same(wanted, name)
                    && same(l1, label1)
                    && same(v1, value1)
                    && same(l2, label2)
                    && same(v2, value2)
                    && same(l3, label3)
                    && same(v3, value3);
        }

        @SuppressWarnings("ReferenceEquality") // most are one constant
        private static boolean same(@Nullable String a, @Nullable String b) {
            return a == b || (a != null && a.equals(b));
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
        for (int i = hash, end = hash + MOST_PROBES; i != end; i++) {
            Entry entry = (Entry) SLOTS.getAcquire(table, i & (table.length - 1));
            if (entry == null) {
                return null;
            }
            if (entry.hash == hash && entry.matches(name, l1, v1, l2, v2, l3, v3)) {
                return entry.instrument;
            }
        }
        return findCrowded(name, l1, v1, l2, v2, l3, v3);
    }

    private @Nullable Object findCrowded(
            String name,
            @Nullable String l1,
            @Nullable String v1,
            @Nullable String l2,
            @Nullable String v2,
            @Nullable String l3,
            @Nullable String v3) {
        @Nullable Entry[] table = crowded;
        for (int i = secretHash(name, l1, v1, l2, v2, l3, v3); ; i++) {
            Entry entry = (Entry) SLOTS.getAcquire(table, i & (table.length - 1));
            if (entry == null) {
                return null;
            }
            if (entry.matches(name, l1, v1, l2, v2, l3, v3)) {
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
        if (2 * (inSlots + 1) > slots.length) {
            makeAnew(2 * slots.length, none -> false);
        } else if (2 * (inCrowded + 1) > crowded.length) {
            makeAnew(slots.length, none -> false);
        }
        Entry entry = new Entry(hash(name, l1, v1, l2, v2, l3, v3), name, l1, v1, l2, v2, l3, v3, instrument);
        if (insert(slots, entry.hash, MOST_PROBES, entry)) {
            inSlots++;
        } else {
            insert(crowded, secretHash(entry), Integer.MAX_VALUE, entry);
            inCrowded++;
        }
    }

    /** How many entries there are. */
    synchronized int size() {
        return inSlots + inCrowded;
    }

    /** At how many entries a search looks at most, whatever it is for. */
    synchronized int mostProbes() {
        int inFirst = Math.min(MOST_PROBES, longestRun(slots));
        return inFirst < MOST_PROBES ? inFirst : inFirst + longestRun(crowded);
    }

    private static int longestRun(@Nullable Entry[] table) {
        int longest = 0;
        for (int i = 0, run = 0; i < 2 * table.length; i++) { // twice, as runs go on at the beginning
            run = table[i % table.length] == null ? 0 : run + 1;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    /** Forgets every way to such instruments. */
    synchronized void remove(Predicate<Object> instruments) {
        makeAnew(slots.length, instruments);
    }

    private void makeAnew(int length, Predicate<Object> without) {
        @Nullable Entry[] fresh = new Entry[length];
        List<Entry> rest = new ArrayList<>();
        int fit = 0;
        for (@Nullable Entry[] table : List.of(slots, crowded)) {
            for (Entry entry : table) {
                if (entry == null || without.test(entry.instrument)) {
                    continue;
                }
                if (insert(fresh, entry.hash, MOST_PROBES, entry)) {
                    fit++;
                } else {
                    rest.add(entry);
                }
            }
        }
        @Nullable Entry[] others = new Entry[Math.max(FEW, 4 * Integer.highestOneBit(rest.size()))];
        for (Entry entry : rest) {
            insert(others, secretHash(entry), Integer.MAX_VALUE, entry);
        }
        crowded = others;
        slots = fresh;
        inSlots = fit;
        inCrowded = rest.size();
    }

    /** Whether one of so many places was free. */
    private static boolean insert(@Nullable Entry[] table, int hash, int most, Entry entry) {
        for (int probe = 0; probe < most; probe++) {
            int i = hash + probe & (table.length - 1);
            if (table[i] == null) {
                SLOTS.setRelease(table, i, entry);
                return true;
            }
        }
        return false;
    }

    private static int secretHash(Entry entry) {
        return secretHash(
                entry.name, entry.label1, entry.value1, entry.label2, entry.value2, entry.label3, entry.value3);
    }

    private static int secretHash(
            String name,
            @Nullable String l1,
            @Nullable String v1,
            @Nullable String l2,
            @Nullable String v2,
            @Nullable String l3,
            @Nullable String v3) {
        long hash = SecretHash.then(SecretHash.of(name), l1);
        hash = SecretHash.then(SecretHash.then(hash, v1), l2);
        hash = SecretHash.then(SecretHash.then(hash, v2), l3);
        return SecretHash.spread(SecretHash.then(hash, v3));
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
