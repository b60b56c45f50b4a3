package io.quorumeter.consensus;

/**
 * A valid certificate that a replica formed or met for the first time. Told once for each kind, view and block: the same
 * certificate with other signers is no other certificate. A double certificate contains a quorum certificate: who meets both at once tells
 * that one first.
 *
 * @param kind quorum, double or timeout
 * @param view the view of the votes; for a timeout certificate the view that it lets everyone enter
 * @param innerView quorum: the view of the certificate that the block extends, or −1 where its signers voted over different ones or
 *     do not sign it; double: the view of the certificate voted for, which must equal {@code view}; timeout: 0
 * @param block the block; {@link BlockId#NONE} for a timeout certificate
 * @param signers who signed it; empty where signatures are combined so that signers cannot be told
 * @param power their voting power
 * @param ref the host's reference to the message that carried it, 0 for none
 * @param nanos {@link System#nanoTime()} when it was formed or arrived
 */
public record CertificateEvent(
        CertificateKind kind,
        long view,
        long innerView,
        BlockId block,
        Signers signers,
        long power,
        long ref,
        long nanos) {}
