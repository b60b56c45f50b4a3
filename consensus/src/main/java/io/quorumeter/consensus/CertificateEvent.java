package io.quorumeter.consensus;

/**
 * A valid certificate that a replica formed or met for the first time. Reported once for each kind, view and block: the same certificate
 * with other signers is the same certificate. A double certificate contains a quorum certificate: a replica that meets both at once
 * reports that one first.
 *
 * <pre>{@code
 * CertificateEvent.of(CertificateKind.QUORUM, view, id, signers, power).over(justifyView).ref(message).at(now)
 * }</pre>
 */
public sealed interface CertificateEvent permits CertificateFact {
    /** The view that stands for none: of a certificate whose votes do not name the one that they extend. */
    long NONE = -1;

    /** {@return the kind: quorum, double or timeout} */
    CertificateKind kind();

    /** {@return the view of the votes; of a timeout certificate the view that it lets everyone enter} */
    long view();

    /**
     * {@return the view of the certificate below this one: quorum: the view of the certificate that the block extends, or {@link
     * #NONE}; double: the view of the certificate voted for, which must equal {@link #view}; timeout: 0}
     */
    long innerView();

    /** {@return the block: its identity; {@link BlockId#NONE} for a timeout certificate} */
    BlockId block();

    /** {@return the validators that signed it: empty where signatures are combined so that signers are not known} */
    Signers signers();

    /** {@return the voting power of the signers} */
    long power();

    /** {@return the host's reference to the message that carried it: 0 for none} */
    long ref();

    /** {@return when it was formed or arrived, by {@link System#nanoTime()}} */
    long nanos();

    /**
     * Describes a certificate. A double certificate is over one of its own view, and a quorum certificate over one that its votes do not
     * name, unless {@link Draft#over} says another.
     *
     * @param kind quorum, double or timeout
     * @param view the view of the votes; for a timeout certificate the view that it lets everyone enter
     * @param block the block; {@link BlockId#NONE} for a timeout certificate
     * @param signers who signed it; empty where signatures are combined so that signers are not known
     * @param power their voting power
     * @return the certificate without its time
     */
    static Draft of(CertificateKind kind, long view, BlockId block, Signers signers, long power) {
        long inner = kind == CertificateKind.QUORUM ? NONE : kind == CertificateKind.DOUBLE ? view : 0;
        return new CertificateFact(kind, view, inner, block, signers, power, 0, 0);
    }

    /** A certificate whose time is not given yet. Immutable: each method returns another one. */
    sealed interface Draft permits CertificateFact {
        /**
         * Names the certificate below this one.
         *
         * @param view quorum: the view of the certificate that the block extends, as all its votes name it, 0 for genesis; double: the view
         *     of the certificate voted for
         * @return the certificate with it
         */
        Draft over(long view);

        /**
         * Names the message that carried it.
         *
         * @param ref the host's reference, 0 for none
         * @return the certificate with it
         */
        Draft ref(long ref);

        /**
         * Names the time when it was formed or arrived.
         *
         * @param nanos {@link System#nanoTime()}
         * @return the certificate
         */
        CertificateEvent at(long nanos);
    }
}
