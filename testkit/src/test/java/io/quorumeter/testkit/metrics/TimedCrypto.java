package io.quorumeter.testkit.metrics;

import io.quorumeter.consensus.CryptoOperation;
import io.quorumeter.consensus.CryptoResult;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.testkit.hotstuff2.Crypto;
import io.quorumeter.testkit.hotstuff2.Signature;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Signatures of a replica whose host tells what they cost. They hold against accidents, which is all that a simulated forger makes. */
record TimedCrypto(int signer, HotStuff2Events events) implements Crypto {
    private static final long SIGN_NANOS = 20_000;
    private static final long VERIFY_NANOS = 60_000;

    @Override
    public Signature sign(byte[] statement) {
        events.cryptoDone(CryptoOperation.SIGN, CryptoResult.OK, SIGN_NANOS);
        return signature(signer, statement);
    }

    @Override
    public boolean verify(int validator, byte[] statement, Signature signature) {
        boolean valid = signature.equals(signature(validator, statement));
        events.cryptoDone(CryptoOperation.VERIFY, valid ? CryptoResult.OK : CryptoResult.INVALID, VERIFY_NANOS);
        return valid;
    }

    private static Signature signature(int validator, byte[] statement) {
        CRC32C sum = new CRC32C();
        sum.update(validator);
        sum.update(statement);
        byte[] bytes = new byte[64];
        Arrays.fill(bytes, (byte) sum.getValue());
        for (int i = 0; i < Integer.BYTES; i++) {
            bytes[i] = (byte) (sum.getValue() >> (8 * i));
        }
        return Signature.of(bytes);
    }
}
