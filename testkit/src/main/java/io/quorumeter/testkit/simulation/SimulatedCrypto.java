package io.quorumeter.testkit.simulation;

import io.quorumeter.testkit.hotstuff2.Crypto;
import io.quorumeter.testkit.hotstuff2.Signature;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;

/**
 * Signatures that cost next to nothing: 8 bytes of a keyed hash. The keys stay in here and a replica signs only with its
 * own, so none can sign for another, which is all that the protocol asks of a signature. Not for use outside of tests.
 */
final class SimulatedCrypto {
    private static final long MIX = 0x9e3779b97f4a7c15L;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final long[] keys;

    SimulatedCrypto(int validators, SplittableRandom random) {
        keys = random.longs(validators).toArray();
    }

    Crypto signer(int validator) {
        return new Crypto() {
            @Override
            public Signature sign(byte[] statement) {
                return Signature.of(ByteBuffer.allocate(8)
                        .putLong(hash(keys[validator], statement))
                        .array());
            }

            @Override
            public boolean verify(int signer, byte[] statement, Signature signature) {
                return signature.length() == 8
                        && ByteBuffer.wrap(signature.bytes()).getLong() == hash(keys[signer], statement);
            }
        };
    }

    private static long hash(long key, byte[] bytes) {
        long hash = key ^ bytes.length;
        int i = 0;
        for (; i + Long.BYTES <= bytes.length; i += Long.BYTES) {
            hash = mix(hash ^ (long) LONGS.get(bytes, i));
        }
        for (; i < bytes.length; i++) {
            hash = mix(hash ^ bytes[i]);
        }
        return hash;
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 32)) * MIX;
        return mixed ^ (mixed >>> 29);
    }
}
