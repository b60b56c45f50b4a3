package io.quorumeter.consensus;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** What two threads tell of the same block and certificate at the same time is one fact. */
public final class RecentBlocksStress {
    private static final BlockId BLOCK = new BlockId(1, 2, 3, 4);

    private RecentBlocksStress() {}

    /** The same certificate is news to one of two threads. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "news to both, or to nobody")
    @State
    public static class Certificates {
        private final RecentCertificates certificates = new RecentCertificates();

        /** Tells. */
        @Actor
        public void one(ZZ_Result result) {
            result.r1 = certificates.add(certificate(1));
        }

        /** Tells. */
        @Actor
        public void two(ZZ_Result result) {
            result.r2 = certificates.add(certificate(2));
        }

        private static CertificateEvent certificate(long nanos) {
            return CertificateEvent.of(CertificateKind.QUORUM, 7, BLOCK, Signers.none(), 3)
                    .over(6)
                    .at(nanos);
        }
    }

    /** A block that two threads note at the same time has one moment, and none once it is removed. */
    @JCStressTest
    @Outcome(
            id = {"90, -1", "80, -1"},
            expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "the block was noted twice, or not at all")
    @State
    public static class Blocks {
        private final FirstKnown known = new FirstKnown();

        /** Notes. */
        @Actor
        public void one() {
            known.note(BLOCK, 10);
        }

        /** Notes. */
        @Actor
        public void two() {
            known.note(BLOCK, 20);
        }

        /** Asks and removes. */
        @Arbiter
        public void last(JJ_Result result) {
            result.r1 = known.age(BLOCK, 100);
            known.remove(BLOCK);
            result.r2 = known.age(BLOCK, 100);
        }
    }
}
