package io.quorumeter.consensus;

/**
 * What can be found by watching the protocol: a broken invariant, an act that only a faulty validator commits, or something suspicious.
 */
public sealed interface Finding permits SafetyViolation, ByzantineAct, ProtocolAnomaly {
    /** {@return the name of the constant, such as {@code DOUBLE_VOTE}} */
    String name();
}
