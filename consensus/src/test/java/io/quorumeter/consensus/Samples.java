package io.quorumeter.consensus;

/** Events of a replica, number 2 of 4, with what a test does not care about filled in. */
final class Samples {
    static final int OWN = 2;
    static final Protocol PROTOCOL = Protocol.basic().replicas(4).ownIndex(OWN);

    private Samples() {}

    static BlockId id(long number) {
        return new BlockId(number << 20 | 0xabcdeL, number << 40 | 0x1234L, number, number);
    }

    static BuiltProposal built(long view, long height, long nanos) {
        return BuiltProposal.of(view, id(height), height)
                .transactions(400)
                .bytes(100_000)
                .took(1_000)
                .at(nanos);
    }

    static SentProposal sent(long view, long height, long nanos) {
        return new SentProposal(view, id(height), height, id(height - 1), view - 1, nanos);
    }

    static ReceivedProposal received(long view, long height, long nanos) {
        return new ReceivedProposal(
                view,
                (int) (view % 4),
                id(height),
                height,
                id(height - 1),
                view - 1,
                id(height - 1),
                Verification.VERIFIED,
                0,
                nanos);
    }

    static CertificateEvent certificate(CertificateKind kind, long view, long height, long nanos, int... signers) {
        BlockId block = kind == CertificateKind.TIMEOUT ? BlockId.NONE : id(height);
        return CertificateEvent.of(kind, view, block, Signers.of(signers), signers.length)
                .over(view - 1)
                .at(nanos);
    }

    static CommittedBlock committed(long view, long height, CommitPath path, long nanos) {
        return CommittedBlock.byDoubleCertificate(height, id(height), id(height - 1), view)
                .path(path)
                .transactions(400)
                .bytes(100_000)
                .at(nanos);
    }
}
