package io.quorumeter.testkit.hotstuff2;

/**
 * Signs as one validator and verifies as anybody. What is signed are the byte strings of {@link Statements}. Called on the
 * replica's thread only.
 */
public interface Crypto {
    /**
     * Signs with the key of this replica.
     *
     * @param statement what to sign
     * @return the signature
     */
    Signature sign(byte[] statement);

    /**
     * Verifies a signature. Anything that is not a valid signature, also one of the wrong length, is false and throws
     * nothing.
     *
     * @param validator the index of the signer, 0 to n − 1
     * @param statement what was signed
     * @param signature the signature
     * @return whether the validator signed exactly this
     */
    boolean verify(int validator, byte[] statement, Signature signature);
}
