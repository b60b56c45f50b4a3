package io.quorumeter.testkit.hotstuff2;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.SignatureException;
import java.security.spec.NamedParameterSpec;
import java.util.List;

/**
 * Signs and verifies with the JDK's Ed25519 (RFC 8032), for a replica that is to do all of the work.
 *
 * <pre>{@code
 * List<KeyPair> keys = Stream.generate(() -> Ed25519Crypto.keyPair(new SecureRandom())).limit(4).toList();
 * HotStuff2Simulation.basic(4).crypto(replica -> Ed25519Crypto.of(keys, replica));
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class Ed25519Crypto implements Crypto {
    /** The length of a signature. */
    public static final int SIGNATURE_BYTES = 64;

    private static final String NAME = "Ed25519";

    private final PrivateKey own;
    private final List<PublicKey> validators;

    /**
     * Signs as one validator and verifies as any.
     *
     * @param own the key of the one that signs
     * @param validators the key of each validator, by index
     */
    public Ed25519Crypto(PrivateKey own, List<PublicKey> validators) {
        this.own = own;
        this.validators = List.copyOf(validators);
    }

    /**
     * Signs as one of several validators.
     *
     * @param keys the keys of all of them, by index
     * @param own the index of the one that signs
     * @return its signatures
     * @throws IndexOutOfBoundsException when there is no such validator
     */
    public static Ed25519Crypto of(List<KeyPair> keys, int own) {
        return new Ed25519Crypto(
                keys.get(own).getPrivate(),
                keys.stream().map(KeyPair::getPublic).toList());
    }

    /**
     * Makes a pair of keys.
     *
     * @param random where their bits come from; the same bits make the same keys
     * @return the keys
     */
    public static KeyPair keyPair(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(NAME);
            generator.initialize(NamedParameterSpec.ED25519, random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks " + NAME, e);
        }
    }

    /**
     * Signs with any key.
     *
     * @param key an Ed25519 key
     * @param statement what to sign
     * @return {@value #SIGNATURE_BYTES} bytes
     */
    public static byte[] sign(PrivateKey key, byte[] statement) {
        try {
            java.security.Signature signer = java.security.Signature.getInstance(NAME);
            signer.initSign(key);
            signer.update(statement);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(NAME + " refused to sign", e);
        }
    }

    /**
     * Verifies with any key.
     *
     * @param key an Ed25519 key
     * @param statement what was signed
     * @param signature the signature; bytes that are no signature at all are simply not one
     * @return whether it is the key owner's over the statement
     */
    public static boolean verify(PublicKey key, byte[] statement, byte[] signature) {
        if (signature.length != SIGNATURE_BYTES) {
            return false;
        }
        try {
            java.security.Signature verifier = java.security.Signature.getInstance(NAME);
            verifier.initVerify(key);
            verifier.update(statement);
            return verifier.verify(signature);
        } catch (SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks " + NAME, e);
        }
    }

    @Override
    public Signature sign(byte[] statement) {
        return Signature.of(sign(own, statement));
    }

    @Override
    public boolean verify(int validator, byte[] statement, Signature signature) {
        return verify(validators.get(validator), statement, signature.bytes());
    }
}
