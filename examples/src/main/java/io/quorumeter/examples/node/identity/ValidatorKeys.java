package io.quorumeter.examples.node.identity;

import io.quorumeter.testkit.hotstuff2.Ed25519Crypto;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;

/** Makes, writes and reads the key pairs of a network's validators. */
public final class ValidatorKeys {

    private ValidatorKeys() {}

    /** Makes {@code count} key pairs nobody can guess. */
    public static List<KeyPair> random(int count) {
        SecureRandom random = new SecureRandom();
        return IntStream.range(0, count)
                .mapToObj(i -> Ed25519Crypto.keyPair(random))
                .toList();
    }

    /** Makes the {@code count} key pairs that belong to {@code seed}: always the same, and therefore no secret. */
    public static List<KeyPair> fromSeed(long seed, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Ed25519Crypto.keyPair(new SeedStream(seed, i)))
                .toList();
    }

    /** Returns the network that these key pairs make up. */
    public static ValidatorSet validators(List<KeyPair> pairs) {
        return new ValidatorSet(pairs.stream().map(KeyPair::getPublic).toList());
    }

    /** Writes a public key as one line of text. */
    public static String toText(PublicKey key) {
        return Base64.getEncoder().encodeToString(key.getEncoded());
    }

    /** Writes a private key as one line of text. */
    public static String toText(PrivateKey key) {
        return Base64.getEncoder().encodeToString(key.getEncoded());
    }

    /**
     * Reads what {@link #toText(PublicKey)} wrote.
     *
     * @throws IllegalArgumentException if the text is no Ed25519 public key
     */
    public static PublicKey publicKey(String text) {
        try {
            return factory()
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(text)));
        } catch (InvalidKeySpecException e) {
            throw new IllegalArgumentException("Not an Ed25519 public key", e);
        }
    }

    /**
     * Reads what {@link #toText(PrivateKey)} wrote.
     *
     * @throws IllegalArgumentException if the text is no Ed25519 private key
     */
    public static PrivateKey privateKey(String text) {
        try {
            return factory()
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text)));
        } catch (InvalidKeySpecException e) {
            throw new IllegalArgumentException("Not an Ed25519 private key", e);
        }
    }

    private static KeyFactory factory() {
        try {
            return KeyFactory.getInstance("Ed25519");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JDK lacks Ed25519", e);
        }
    }

    /** A "random" source that is SHA-256 in counter mode over the seed, because a key generator takes its bits from nowhere else. */
    @SuppressWarnings("serial")
    private static final class SeedStream extends SecureRandom {

        private final long seed;
        private final int index;
        private int counter;

        SeedStream(long seed, int index) {
            this.seed = seed;
            this.index = index;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            for (int at = 0; at < bytes.length; ) {
                byte[] block = block(counter++);
                int length = Math.min(block.length, bytes.length - at);
                System.arraycopy(block, 0, bytes, at, length);
                at += length;
            }
        }

        private byte[] block(int number) {
            MessageDigest digest = ValidatorSet.sha256();
            digest.update("quorumeter demo key".getBytes(StandardCharsets.US_ASCII));
            digest.update(ByteBuffer.allocate(16)
                    .putLong(seed)
                    .putInt(index)
                    .putInt(number)
                    .array());
            return digest.digest();
        }
    }
}
