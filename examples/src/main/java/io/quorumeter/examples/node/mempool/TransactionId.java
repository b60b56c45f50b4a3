package io.quorumeter.examples.node.mempool;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Names a transaction by what it says: the first 128 bits of its SHA-256.
 *
 * @param high the first 64 bits
 * @param low the next 64 bits
 */
public record TransactionId(long high, long low) {

    /** Returns the id of a transaction. */
    public static TransactionId of(byte[] transaction) {
        try {
            ByteBuffer digest =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(transaction));
            return new TransactionId(digest.getLong(), digest.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
