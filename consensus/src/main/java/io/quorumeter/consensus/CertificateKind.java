package io.quorumeter.consensus;

/**
 * The three kinds of certificate.
 */
public enum CertificateKind {
    /** A quorum of first votes for one block in one view. */
    QUORUM,
    /** A quorum of second votes for one quorum certificate; commits the block. */
    DOUBLE,
    /** A quorum of wishes or time-outs; lets everyone enter a view. */
    TIMEOUT
}
