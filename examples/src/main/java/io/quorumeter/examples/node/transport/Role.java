package io.quorumeter.examples.node.transport;

/** What a dialler claims to be. */
public enum Role {
    /** A member of the validator set, which proves it. */
    VALIDATOR,
    /** Anybody who submits transactions; proves nothing and may do nothing else. */
    CLIENT
}
