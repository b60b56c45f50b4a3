package io.quorumeter.testkit.hotstuff2;

import java.util.Arrays;
import java.util.HexFormat;

/** The bytes of one signature, compared by content. Immutable. */
public final class Signature {
    /** The longest signature that a message may carry. */
    public static final int MAX_BYTES = 128;

    private final byte[] bytes;

    private Signature(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * A signature of the given bytes.
     *
     * @param bytes at most {@value #MAX_BYTES}; copied
     * @return the signature
     * @throws IllegalArgumentException when there are more
     */
    public static Signature of(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException("a signature has at most " + MAX_BYTES + " bytes, not " + bytes.length);
        }
        return new Signature(bytes.clone());
    }

    /**
     * The bytes.
     *
     * @return a new array
     */
    public byte[] bytes() {
        return bytes.clone();
    }

    /**
     * How many bytes there are.
     *
     * @return 0 to {@value #MAX_BYTES}
     */
    public int length() {
        return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Signature that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, 8)) + "…";
    }
}
