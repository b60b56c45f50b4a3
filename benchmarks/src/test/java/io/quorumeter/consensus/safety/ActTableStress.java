package io.quorumeter.consensus.safety;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.IJ_Result;

/** Of two acts of one validator that do not go together and come at the same time, the second to be noted is found out. */
public final class ActTableStress {
    private static final int WINDOW = 16;
    private static final int VALIDATORS = 4;
    private static final int VALIDATOR = 1;
    private static final long ONE = 1L << 40;
    private static final long OTHER = 2L << 40;

    private ActTableStress() {}

    private static ActTable table() {
        return new ActTable(WINDOW, VALIDATORS, false, false);
    }

    /** Votes for two blocks in one view. */
    @JCStressTest
    @Outcome(
            id = {"0, 1", "1, 0"},
            expect = ACCEPTABLE,
            desc = "the second one contradicts the first")
    @Outcome(
            id = {"0, 4", "4, 0"},
            expect = ACCEPTABLE,
            desc = "one was not checked, and says so")
    @Outcome(expect = FORBIDDEN, desc = "a double vote goes by unseen, or both stand for the first")
    @State
    public static class TwoBlocks {
        private final ActTable table = table();

        /** Votes. */
        @Actor
        public void one(II_Result result) {
            result.r1 = table.vote(0, VALIDATOR, 7, ONE, 6, 0);
        }

        /** Votes otherwise. */
        @Actor
        public void other(II_Result result) {
            result.r2 = table.vote(0, VALIDATOR, 7, OTHER, 6, 0);
        }
    }

    /** A second vote in view 7 binds to 7, and a vote in view 9 names 5. */
    @JCStressTest
    @Outcome(
            id = {"0, 2", "2, 0"},
            expect = ACCEPTABLE,
            desc = "the second one to be noted is suspect")
    @Outcome(
            id = {"0, 4", "4, 0"},
            expect = ACCEPTABLE,
            desc = "one was not checked, and says so")
    @Outcome(expect = FORBIDDEN, desc = "a broken lock goes by unseen")
    @State
    public static class BrokenLock {
        private final ActTable table = table();

        /** Binds. */
        @Actor
        public void bind(II_Result result) {
            result.r1 = table.vote(1, VALIDATOR, 7, ONE, 7, 0);
        }

        /** Votes below. */
        @Actor
        public void vote(II_Result result) {
            result.r2 = table.vote(0, VALIDATOR, 9, OTHER, 5, 0);
        }
    }

    /** A second vote in view 7 binds to 7, and a lock of 5 is reported in view 9. */
    @JCStressTest
    @Outcome(
            id = {"0, 2", "2, 0"},
            expect = ACCEPTABLE,
            desc = "the second one to be noted is suspect")
    @Outcome(
            id = {"0, 4", "4, 0"},
            expect = ACCEPTABLE,
            desc = "one was not checked, and says so")
    @Outcome(expect = FORBIDDEN, desc = "a concealed lock goes by unseen")
    @State
    public static class ConcealedLock {
        private final ActTable table = table();

        /** Binds. */
        @Actor
        public void bind(II_Result result) {
            result.r1 = table.vote(1, VALIDATOR, 7, ONE, 7, 0);
        }

        /** Reports a lower lock. */
        @Actor
        public void report(II_Result result) {
            result.r2 = table.claim(VALIDATOR, 9, 5, false, 0);
        }
    }

    /** A view takes over the slot of an earlier one while somebody asks for what was voted for in that. */
    @JCStressTest
    @Outcome(
            id = {"0, " + ONE, "0, 0"},
            expect = ACCEPTABLE,
            desc = "the vote of the earlier view, or none")
    @Outcome(id = "4, " + ONE, expect = ACCEPTABLE, desc = "the vote was not checked, and says so")
    @Outcome(expect = FORBIDDEN, desc = "the vote of another view")
    @State
    public static class TakenOver {
        private final ActTable table = table();

        /** With a vote in view 7. */
        public TakenOver() {
            table.vote(0, VALIDATOR, 7, ONE, 6, 0);
        }

        /** Votes in a view that shares the slot. */
        @Actor
        public void vote(IJ_Result result) {
            result.r1 = table.vote(0, VALIDATOR, 7 + WINDOW, OTHER, 6 + WINDOW, 0);
        }

        /** Asks. */
        @Actor
        public void ask(IJ_Result result) {
            result.r2 = table.name(0, VALIDATOR, 7);
        }
    }
}
