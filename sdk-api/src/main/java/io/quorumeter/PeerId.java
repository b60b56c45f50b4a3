package io.quorumeter;

import java.util.HexFormat;
import java.util.Objects;

/**
 * Identifies a peer, whether it is a validator or not. Labels show the short form.
 *
 * @param name what the peer calls itself, such as its public key in text
 */
public record PeerId(String name) {
    /**
     * Refuses null.
     *
     * @param name what the peer calls itself
     */
    public PeerId {
        Objects.requireNonNull(name, "name");
    }

    /**
     * Returns the identity of a peer by its public key.
     *
     * @param publicKey the key's bytes
     * @return the identity whose name is the key in hexadecimal digits
     */
    public static PeerId of(byte[] publicKey) {
        return new PeerId(HexFormat.of().formatHex(publicKey));
    }

    /** {@return the first {@value ValidatorId#SHORT} characters of the name, as {@link PeerSet#connect(PeerId)} shows it} */
    public String shortForm() {
        return name.substring(0, Math.min(name.length(), ValidatorId.SHORT));
    }
}
