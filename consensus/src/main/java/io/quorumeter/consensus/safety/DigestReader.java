package io.quorumeter.consensus.safety;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.Signers;
import java.nio.ByteBuffer;
import java.util.BitSet;

/**
 * Reads the parts of an encoded digest from bytes that nobody vouches for; see {@link DigestCodec}. Nothing is allocated that the bytes do
 * not pay for. Not thread-safe.
 */
final class DigestReader {
    private final ByteBuffer in;
    private BlockId[] blocks = {};

    DigestReader(byte[] bytes) {
        if (bytes.length > ObservationDigest.MAX_BYTES) {
            throw new IllegalArgumentException(
                    "digest: " + bytes.length + " bytes are more than " + ObservationDigest.MAX_BYTES);
        }
        in = ByteBuffer.wrap(bytes);
    }

    void expect(byte[] bytes) {
        for (byte expected : bytes) {
            if (!in.hasRemaining() || in.get() != expected) {
                throw broken("does not begin as version 1 of a digest");
            }
        }
    }

    /** Any number; negative ones take ten bytes. */
    long number() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (!in.hasRemaining()) {
                throw broken("ends within a number");
            }
            byte next = in.get();
            if (shift == 63 && (next & 0xfe) != 0) {
                throw broken("has a number of more than 64 bits");
            }
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw broken("has a number of more than 64 bits");
    }

    /** A number from 0 up to and without {@code end}. */
    int index(long end, String name) {
        long value = number();
        if (value < 0 || value >= end) {
            throw broken("has " + name + " " + value + ", not from 0 to below " + end);
        }
        return (int) value;
    }

    /** How many entries follow, each of which takes some bytes. */
    int count(int leastBytes) {
        long count = number();
        if (count < 0 || count > in.remaining() / leastBytes) {
            throw broken("announces " + count + " entries, more than fit");
        }
        return (int) count;
    }

    void table() {
        blocks = new BlockId[count(BlockId.BYTES)];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = BlockId.read(in);
        }
    }

    BlockId block() {
        return blocks[index(blocks.length, "block")];
    }

    Signers signers(int validators) {
        byte[] bits = new byte[count(1)];
        in.get(bits);
        BitSet set = BitSet.valueOf(bits);
        if (set.length() > validators) {
            throw broken("has signer " + (set.length() - 1) + " of " + validators + " validators");
        }
        return Signers.of(set.stream().toArray());
    }

    void end() {
        if (in.hasRemaining()) {
            throw broken("has " + in.remaining() + " bytes too many");
        }
    }

    private IllegalArgumentException broken(String what) {
        return new IllegalArgumentException("digest: it " + what + ", at byte " + in.position());
    }
}
