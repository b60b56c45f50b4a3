package io.quorumeter.examples.node.mempool;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/** Makes transactions of one size, no two alike: who made it, its number, and noise. Not thread-safe. */
final class TransactionSource {

    /** Least size of a transaction: what makes it unlike all others. */
    static final int MIN_BYTES = 2 * Long.BYTES;

    private final long author;
    private final int bytes;
    private final SplittableRandom noise;
    private long number;

    TransactionSource(long author, int bytes) {
        this.author = author;
        this.bytes = bytes;
        this.noise = new SplittableRandom(author);
    }

    byte[] next() {
        byte[] transaction = new byte[bytes];
        noise.nextBytes(transaction);
        ByteBuffer.wrap(transaction).putLong(author).putLong(number++);
        return transaction;
    }
}
