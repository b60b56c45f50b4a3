package io.quorumeter.core;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;
import org.openjdk.jcstress.infra.results.ZZJ_Result;

/** Memory that several threads take from one account: never more than there is, and none is kept once its series has ended. */
public final class MemoryAccountStress {
    private static final long LIMIT = 100;

    private MemoryAccountStress() {}

    /** A series ends while a writer takes memory for it and gives some back. */
    @JCStressTest
    @Outcome(id = "0", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "an ended series keeps memory, or gave back more than it took")
    @State
    public static class Ending {
        private final MemoryAccount account = new MemoryAccount(LIMIT);
        private final MemoryAccount.Share share = account.share();

        /** Takes and gives back. */
        @Actor
        public void writer() {
            share.reserve(10);
            if (share.tryReserve(30)) {
                share.release(20);
            }
        }

        /** Ends the series. */
        @Actor
        public void scope() {
            share.close();
        }

        /** Looks when they are done. */
        @Arbiter
        public void last(J_Result result) {
            result.r1 = account.used();
        }
    }

    /** Two series take more than half of it each. */
    @JCStressTest
    @Outcome(
            id = {"true, false, 60", "false, true, 60"},
            expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "more was taken than there is, or nobody got any")
    @State
    public static class Spending {
        private final MemoryAccount account = new MemoryAccount(LIMIT);
        private final MemoryAccount.Share first = account.share();
        private final MemoryAccount.Share second = account.share();

        /** Takes. */
        @Actor
        public void one(ZZJ_Result result) {
            result.r1 = first.tryReserve(60);
        }

        /** Takes. */
        @Actor
        public void two(ZZJ_Result result) {
            result.r2 = second.tryReserve(60);
        }

        /** Looks when they are done. */
        @Arbiter
        public void last(ZZJ_Result result) {
            result.r3 = account.used();
        }
    }
}
