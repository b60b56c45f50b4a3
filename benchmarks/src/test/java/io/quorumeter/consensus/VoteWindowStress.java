package io.quorumeter.consensus;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;

/** Votes that several threads tell of are all seen, but those of a view that is just then taken over. */
public final class VoteWindowStress {
    private static final int VALIDATORS = 4;

    private VoteWindowStress() {}

    private static long seen(VoteWindow window) {
        return window.seen(1, 0, Long.MAX_VALUE)[0];
    }

    /** Three validators of a view that has its place. */
    @JCStressTest
    @Outcome(id = "15", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "a vote is lost")
    @State
    public static class OneView {
        private final VoteWindow window = new VoteWindow(VALIDATORS);

        /** With a vote of validator 0. */
        public OneView() {
            window.voted(0, 7);
        }

        /** A vote comes, and one in a second certificate. */
        @Actor
        public void votes() {
            window.voted(1, 7);
            window.voted(7, Signers.of(2));
        }

        /** The view is certified. */
        @Actor
        public void certificate() {
            window.certified(7, Signers.of(3), 0);
        }

        /** Asks. */
        @Arbiter
        public void last(J_Result result) {
            result.r1 = seen(window);
        }
    }

    /** A view takes a place over, and somebody tells of the view that had it. */
    @JCStressTest
    @Outcome(id = "4", expect = ACCEPTABLE)
    @Outcome(id = "6", expect = ACCEPTABLE, desc = "the late vote counts for the higher view")
    @Outcome(expect = FORBIDDEN, desc = "a vote of the higher view is lost, or one from before is seen")
    @State
    public static class TakenOver {
        private final VoteWindow window = new VoteWindow(VALIDATORS);

        /** With a vote of validator 0 in view 7. */
        public TakenOver() {
            window.voted(0, 7);
        }

        /** A late vote comes. */
        @Actor
        public void late() {
            window.voted(1, 7);
        }

        /** A view that shares the place is certified. */
        @Actor
        public void certificate() {
            window.certified(7 + VoteWindow.VIEWS, Signers.of(2), 0);
        }

        /** Asks. */
        @Arbiter
        public void last(J_Result result) {
            result.r1 = seen(window);
        }
    }
}
