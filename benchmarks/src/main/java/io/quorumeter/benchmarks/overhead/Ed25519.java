package io.quorumeter.benchmarks.overhead;

import io.quorumeter.testkit.hotstuff2.Crypto;
import io.quorumeter.testkit.hotstuff2.Signature;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.List;

/** The JDK's Ed25519 for a set of validators whose keys are made for it. */
final class Ed25519 {
    private static final String NAME = "Ed25519";
    private static final int SIGNATURE_BYTES = 64;

    private final List<KeyPair> keys = new ArrayList<>();

    Ed25519(int validators) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(NAME);
            for (int i = 0; i < validators; i++) {
                keys.add(generator.generateKeyPair());
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks " + NAME, e);
        }
    }

    /** Signs as one of them, verifies as any. */
    Crypto of(int validator) {
        return new Crypto() {
            @Override
            public Signature sign(byte[] statement) {
                return Ed25519.this.sign(validator, statement);
            }

            @Override
            public boolean verify(int signer, byte[] statement, Signature signature) {
                return Ed25519.this.verify(signer, statement, signature);
            }
        };
    }

    private Signature sign(int validator, byte[] statement) {
        try {
            java.security.Signature signer = java.security.Signature.getInstance(NAME);
            signer.initSign(keys.get(validator).getPrivate());
            signer.update(statement);
            return Signature.of(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("nothing was signed", e);
        }
    }

    private boolean verify(int validator, byte[] statement, Signature signature) {
        try {
            java.security.Signature verifier = java.security.Signature.getInstance(NAME);
            verifier.initVerify(keys.get(validator).getPublic());
            verifier.update(statement);
            return signature.length() == SIGNATURE_BYTES && verifier.verify(signature.bytes());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("nothing was verified", e);
        }
    }
}
