package io.quorumeter.consensus;

import java.security.SecureRandom;

/** Numbers by which blocks are known in tables: 64 bits of a hash with a random key, so that nobody can choose two blocks that collide. */
final class BlockHash {
    private final long[] salt =
            new SecureRandom().longs(4).map(word -> word | 1).toArray();

    /** What a block is known by; never 0. */
    long of(BlockId block) {
        long sum =
                block.first() * salt[0] + block.second() * salt[1] + block.third() * salt[2] + block.fourth() * salt[3];
        long mixed = (sum ^ sum >>> 32) * salt[0];
        return mixed == 0 ? 1 : mixed;
    }
}
