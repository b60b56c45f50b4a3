package io.quorumeter.consensus.safety;

import io.quorumeter.consensus.BlockId;
import java.security.SecureRandom;

/**
 * Short names of blocks: 64 bits of a keyed hash. The key is drawn at random for each monitor and never leaves it, so nobody can look for
 * two blocks with one name. A name is never 0.
 *
 * <p>Beside it, the blocks of the last views, by which a name is turned back into its block.
 */
final class Digests {
    private final long key0;
    private final long key1;
    private final long key2;
    private final long key3;
    private final ViewBlocks blocks;

    /** For a window of so many views, a power of two. */
    Digests(int window) {
        SecureRandom random = new SecureRandom();
        key0 = random.nextLong();
        key1 = random.nextLong();
        key2 = random.nextLong();
        key3 = random.nextLong();
        blocks = new ViewBlocks(window);
    }

    /** The blocks of the last views. */
    ViewBlocks blocks() {
        return blocks;
    }

    /** The block of this name that a view is about, {@link BlockId#NONE} when it is not known. */
    BlockId block(long view, long name) {
        for (int place = 0; place < blocks.places(); place++) {
            BlockId block = blocks.at(view, place);
            if (block != null && name(block) == name) {
                return block;
            }
        }
        return BlockId.NONE;
    }

    /**
     * The name of a block. Two products of secret sums, as universal hashes are made: without the key no two blocks are more likely to meet
     * than others.
     */
    long name(BlockId block) {
        long left = fold(block.first() + key0, block.second() + key1);
        long right = fold(block.third() + key2, block.fourth() + key3);
        long both = left + Long.rotateLeft(right, 32);
        return both == 0 ? 1 : both;
    }

    /** Both halves of the product, one over the other. */
    private static long fold(long a, long b) {
        return a * b ^ Math.multiplyHigh(a, b);
    }
}
