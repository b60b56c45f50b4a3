package io.quorumeter.consensus;

/**
 * Where a certificate came from.
 */
public enum CertificateSource {
    /** This replica put it together from votes. */
    FORMED,
    /** A peer sent it. */
    RECEIVED
}
