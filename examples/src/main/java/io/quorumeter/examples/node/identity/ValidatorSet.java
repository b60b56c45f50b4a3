package io.quorumeter.examples.node.identity;

import io.quorumeter.testkit.hotstuff2.Ed25519Crypto;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.HexFormat;
import java.util.List;

/**
 * The validators of one network in the order of their indices, which is all that makes it this network: its id is the digest of their
 * keys. Immutable.
 *
 * @param keys the Ed25519 public key of validator 0, 1, …
 */
public record ValidatorSet(List<PublicKey> keys) {

    /** Length of {@link #networkId()} in bytes. */
    public static final int NETWORK_ID_BYTES = 32;

    private static final int KEY_BYTES = 32;

    /** Copies the list. */
    public ValidatorSet {
        keys = List.copyOf(keys);
    }

    /** Returns how many validators there are. */
    public int size() {
        return keys.size();
    }

    /** Returns whether {@code index} names a validator of this set. */
    public boolean contains(int index) {
        return index >= 0 && index < keys.size();
    }

    /** Returns the votes that make a certificate: n − ⌊(n−1)/3⌋. */
    public int quorum() {
        return size() - (size() - 1) / 3;
    }

    /** Returns the SHA-256 of the keys in order: two sets have the same id only if they are the same validators in the same order. */
    public byte[] networkId() {
        MessageDigest digest = sha256();
        for (PublicKey key : keys) {
            digest.update(key.getEncoded());
        }
        return digest.digest();
    }

    /** Returns the network id in hexadecimal. */
    public String networkName() {
        return HexFormat.of().formatHex(networkId());
    }

    /** Returns the 32 bytes of each key in hexadecimal, by which evidence names validators. */
    public List<String> keyNames() {
        return keys.stream().map(ValidatorSet::name).toList();
    }

    /** The encoding of a key ends with the key itself. */
    private static String name(PublicKey key) {
        byte[] encoded = key.getEncoded();
        return HexFormat.of().formatHex(encoded, encoded.length - KEY_BYTES, encoded.length);
    }

    /**
     * Checks a signature.
     *
     * @return whether validator {@code index} exists and signed exactly {@code statement}
     */
    public boolean verify(int index, byte[] statement, byte[] signature) {
        return contains(index) && Ed25519Crypto.verify(keys.get(index), statement, signature);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
