package io.quorumeter.consensus;

record CertificateFact(
        CertificateKind kind,
        long view,
        long innerView,
        BlockId block,
        Signers signers,
        long power,
        long ref,
        long nanos)
        implements CertificateEvent, CertificateEvent.Draft {
    @Override
    public Draft over(long inner) {
        return new CertificateFact(kind, view, inner, block, signers, power, ref, nanos);
    }

    @Override
    public Draft ref(long message) {
        return new CertificateFact(kind, view, innerView, block, signers, power, message, nanos);
    }

    @Override
    public CertificateEvent at(long time) {
        return new CertificateFact(kind, view, innerView, block, signers, power, ref, time);
    }
}
