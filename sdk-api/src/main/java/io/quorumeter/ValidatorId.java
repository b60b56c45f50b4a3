package io.quorumeter;

import java.util.HexFormat;
import java.util.Objects;

/**
 * Identifies a validator over all epochs, in which its index may change. Labels show the short form.
 *
 * @param key its public key in text
 */
public record ValidatorId(String key) {
    /** How many characters of a key the short form has. */
    static final int SHORT = 12;

    /**
     * Refuses null.
     *
     * @param key its public key in text
     */
    public ValidatorId {
        Objects.requireNonNull(key, "key");
    }

    /**
     * Returns the identity of a validator by its public key.
     *
     * @param publicKey the key's bytes
     * @return the identity whose text is the key in hexadecimal digits
     */
    public static ValidatorId of(byte[] publicKey) {
        return new ValidatorId(HexFormat.of().formatHex(publicKey));
    }

    /** {@return the first {@value #SHORT} characters of the key, as {@link ValidatorSet#ofKeys} shows it} */
    public String shortForm() {
        return key.substring(0, Math.min(key.length(), SHORT));
    }
}
