package io.quorumeter.consensus.safety;

import io.quorumeter.consensus.BlockId;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * Short names of blocks: 64 bits of a keyed hash. The key is drawn at random for each monitor and never leaves it, so nobody can look for
 * two blocks with one name. A name is never 0.
 *
 * <p>Beside it, the blocks named lately, to be written into evidence: direct-mapped, so what is named seldom is overwritten, and its
 * evidence then holds no block. A hint only: a lookup is checked against the name.
 */
final class Digests {
    private static final int FEWEST = 1024;

    /** A place with the block in it. */
    private static final long PLACE_BYTES = 52;

    private final long key0;
    private final long key1;
    private final long key2;
    private final long key3;
    private final @Nullable BlockId[] named;

    /** For a window of so many views, a power of two. */
    Digests(int window) {
        SecureRandom random = new SecureRandom();
        key0 = random.nextLong();
        key1 = random.nextLong();
        key2 = random.nextLong();
        key3 = random.nextLong();
        named = new BlockId[places(window)];
    }

    /** The name of a block, which is remembered. */
    @SuppressWarnings("ReferenceEquality") // spares the write, not the question
    long name(BlockId block) {
        long name = digest(block);
        int place = (int) name & named.length - 1;
        if (named[place] != block) {
            named[place] = block;
        }
        return name;
    }

    /** The block of a name, {@link BlockId#NONE} when it was overwritten. */
    BlockId block(long name) {
        BlockId block = named[(int) name & named.length - 1];
        return block != null && digest(block) == name ? block : BlockId.NONE;
    }

    /** Two products of secret sums, as universal hashes are made: without the key no two blocks are more likely to meet than others. */
    private long digest(BlockId block) {
        long left = fold(block.first() + key0, block.second() + key1);
        long right = fold(block.third() + key2, block.fourth() + key3);
        long both = left + Long.rotateLeft(right, 32);
        return both == 0 ? 1 : both;
    }

    /** Both halves of the product, one over the other. */
    private static long fold(long a, long b) {
        return a * b ^ Math.multiplyHigh(a, b);
    }

    /** What the blocks that are named lately take at most. */
    static long bytes(int window) {
        return PLACE_BYTES * places(window);
    }

    private static int places(int window) {
        return Math.max(FEWEST, 4 * window);
    }
}
