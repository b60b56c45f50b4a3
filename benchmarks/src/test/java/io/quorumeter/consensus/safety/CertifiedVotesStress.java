package io.quorumeter.consensus.safety;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.CertificateEvent;
import io.quorumeter.consensus.CertificateKind;
import io.quorumeter.consensus.Signers;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Of a vote and a certificate that contradict each other and come at the same time, at least one sees the other. */
public final class CertifiedVotesStress {
    private static final int WINDOW = 16;
    private static final BlockId ONE = new BlockId(1, 2, 3, 4);
    private static final BlockId OTHER = new BlockId(5, 6, 7, 8);
    private static final long NAME_OF_ONE = 1L << 40;
    private static final long NAME_OF_OTHER = 2L << 40;

    private CertifiedVotesStress() {}

    private static CertificateEvent certificate(CertificateKind kind, long view, long innerView) {
        return CertificateEvent.of(kind, view, ONE, Signers.of(0, 1, 2), 3)
                .over(innerView)
                .at(0);
    }

    /** Validator 1 signs one block in the certificate and another one in its vote. */
    @JCStressTest
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "both see it")
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "the vote sees it")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "the certificate sees it")
    @Outcome(expect = FORBIDDEN, desc = "a double vote goes by unseen")
    @State
    public static class TwoBlocks {
        private final CertifiedVotes votes = new CertifiedVotes(WINDOW, false);

        /** Votes. */
        @Actor
        public void vote(ZZ_Result result) {
            result.r1 = (votes.vote(0, 1, 7, NAME_OF_OTHER, OTHER, 6) & CertifiedVotes.DOUBTFUL) != 0;
        }

        /** Certifies. */
        @Actor
        public void certify(ZZ_Result result) {
            result.r2 = !votes.certificate(certificate(CertificateKind.QUORUM, 7, 6), NAME_OF_ONE, 6);
        }
    }

    /** Validator 1 is bound by a second vote in view 7 that the certificate holds, and names a lower certificate in view 9. */
    @JCStressTest
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "both see it")
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "the vote sees it")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "the certificate sees it")
    @Outcome(expect = FORBIDDEN, desc = "a broken lock goes by unseen")
    @State
    public static class BrokenLock {
        private final CertifiedVotes votes = new CertifiedVotes(WINDOW, false);

        /** Votes below the lock. */
        @Actor
        public void vote(ZZ_Result result) {
            result.r1 = (votes.vote(0, 1, 9, NAME_OF_OTHER, OTHER, 5) & CertifiedVotes.DOUBTFUL) != 0;
        }

        /** Certifies the second votes that bind. */
        @Actor
        public void certify(ZZ_Result result) {
            result.r2 = !votes.certificate(certificate(CertificateKind.DOUBLE, 7, 7), NAME_OF_ONE, 7);
        }
    }
}
