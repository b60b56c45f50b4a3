package io.quorumeter.consensus;

/**
 * The uncommitted blocks that the replica holds, so that what it holds can be said however often and in whatever order it is told. An open
 * table that grows as needed; of more than {@value #MOST} blocks the further ones are not noted. One thread at a time.
 */
final class HeldBlocks {
    static final int MOST = 1 << 14;

    /** Committed blocks that are remembered, so that they are not held when they are told afterwards. */
    private static final int COMMITTED = 256;

    private final BlockHash hash = new BlockHash();
    private final long[] committed = new long[COMMITTED];
    private long[] keys = new long[64];
    private long[] sizes = new long[64];
    private int count;
    private long bytes;

    int count() {
        return count;
    }

    long bytes() {
        return bytes;
    }

    /** Forgets all. */
    void clear() {
        keys = new long[64];
        sizes = new long[64];
        count = 0;
        bytes = 0;
    }

    /** The block is held, as it may have been before. */
    void add(BlockId block, long height, long payloadBytes) {
        long key = hash.of(block);
        int place = find(key);
        if (keys[place] == key || committed[slot(height)] == key || count == MOST) {
            return;
        }
        keys[place] = key;
        sizes[place] = Math.max(payloadBytes, 0);
        bytes += sizes[place];
        count++;
        if (count * 2 > keys.length) {
            grow();
        }
    }

    /** The block is no longer held, if it was. */
    void remove(BlockId block) {
        long key = hash.of(block);
        int place = find(key);
        if (keys[place] != key) {
            return;
        }
        count--;
        bytes -= sizes[place];
        // Moves up what would no longer be found across the gap.
        int mask = keys.length - 1;
        int gap = place;
        for (int next = gap + 1 & mask; keys[next] != 0 && next != place; next = next + 1 & mask) {
            int home = (int) keys[next] & mask;
            if ((next - home & mask) >= (next - gap & mask)) {
                keys[gap] = keys[next];
                sizes[gap] = sizes[next];
                gap = next;
            }
        }
        keys[gap] = 0;
    }

    /** The block is committed. */
    void commit(BlockId block, long height) {
        remove(block);
        committed[slot(height)] = hash.of(block);
    }

    private void grow() {
        long[] before = keys;
        long[] sizesBefore = sizes;
        keys = new long[before.length * 2];
        sizes = new long[before.length * 2];
        for (int i = 0; i < before.length; i++) {
            if (before[i] != 0) {
                int place = find(before[i]);
                keys[place] = before[i];
                sizes[place] = sizesBefore[i];
            }
        }
    }

    /** The place of the key, or the free one where it belongs. Ends even in a table that several threads have spoilt. */
    private int find(long key) {
        int mask = keys.length - 1;
        int place = (int) key & mask;
        for (int steps = 0; steps < mask && keys[place] != 0 && keys[place] != key; steps++) {
            place = place + 1 & mask;
        }
        return place;
    }

    private static int slot(long height) {
        return (int) (height & COMMITTED - 1);
    }
}
