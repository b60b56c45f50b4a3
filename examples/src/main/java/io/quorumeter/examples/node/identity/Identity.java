package io.quorumeter.examples.node.identity;

import io.quorumeter.testkit.hotstuff2.Crypto;
import io.quorumeter.testkit.hotstuff2.Ed25519Crypto;
import java.security.PrivateKey;

/** One validator of a network, able to sign in its name. Immutable and thread-safe. */
public final class Identity {

    private final ValidatorSet validators;
    private final int index;
    private final PrivateKey key;

    /**
     * Joins a private key to its place in the network.
     *
     * @throws IllegalArgumentException if {@code key} is not the key of validator {@code index}
     */
    public Identity(ValidatorSet validators, int index, PrivateKey key) {
        byte[] probe = {(byte) index};
        if (!validators.verify(index, probe, Ed25519Crypto.sign(key, probe))) {
            throw new IllegalArgumentException(
                    "The private key is not that of validator " + index + " of this network");
        }
        this.validators = validators;
        this.index = index;
        this.key = key;
    }

    /** Returns the network. */
    public ValidatorSet validators() {
        return validators;
    }

    /** Returns the own index, 0 … n−1. */
    public int index() {
        return index;
    }

    /** Returns what signs in its name and verifies in anybody's. */
    public Crypto crypto() {
        return new Ed25519Crypto(key, validators.keys());
    }

    /** Returns the Ed25519 signature over {@code statement}, 64 bytes. */
    public byte[] sign(byte[] statement) {
        return Ed25519Crypto.sign(key, statement);
    }
}
