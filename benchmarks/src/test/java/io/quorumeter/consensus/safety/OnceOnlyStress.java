package io.quorumeter.consensus.safety;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.quorumeter.consensus.ByzantineAct;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZZ_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Findings that two threads make at the same time are told from their repeats. */
public final class OnceOnlyStress {
    private static final long VIEW = 0;
    private static final long OF_SAME_SET = viewOfSameSet();

    private OnceOnlyStress() {}

    private static boolean add(OnceOnly once, long view) {
        return once.add(ByzantineAct.DOUBLE_VOTE, 1, view);
    }

    /** The one that takes the last of four places from the first. */
    private static long viewOfSameSet() {
        OnceOnly once = new OnceOnly();
        add(once, VIEW);
        long view = VIEW;
        do {
            view++;
            add(once, view);
        } while (!add(once, VIEW));
        return view;
    }

    /** The same finding is news to one of two threads. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "news to both, or to nobody")
    @State
    public static class OneFinding {
        private final OnceOnly once = new OnceOnly();

        /** Adds. */
        @Actor
        public void one(ZZ_Result result) {
            result.r1 = add(once, VIEW);
        }

        /** Adds. */
        @Actor
        public void two(ZZ_Result result) {
            result.r2 = add(once, VIEW);
        }
    }

    /** Two findings of one set are both remembered, there being room. */
    @JCStressTest
    @Outcome(id = "true, true, false, false", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "one is no news, or its repeat counts again")
    @State
    public static class OneSet {
        private final OnceOnly once = new OnceOnly();

        /** Adds. */
        @Actor
        public void one(ZZZZ_Result result) {
            result.r1 = add(once, VIEW);
        }

        /** Adds something else. */
        @Actor
        public void other(ZZZZ_Result result) {
            result.r2 = add(once, OF_SAME_SET);
        }

        /** Adds both again. */
        @Arbiter
        public void last(ZZZZ_Result result) {
            result.r3 = add(once, VIEW);
            result.r4 = add(once, OF_SAME_SET);
        }
    }
}
