package io.quorumeter.core;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** Two threads count, the one of them reads as well: nothing is lost, and a reader sees only what was added. */
public final class CounterStress {
    private CounterStress() {}

    private static final class Threads {
        private final LiveCounter counter;

        Threads(LiveCounter counter) {
            this.counter = counter;
        }

        /** Adds one bit, then another. */
        void one() {
            counter.increment();
            counter.increment(2);
        }

        /** Reads, then adds the third bit. */
        void two(JJ_Result result) {
            long[] whole = new long[1];
            counter.read(whole, new double[1], 0);
            result.r1 = whole[0];
            counter.increment(4);
        }

        /** Reads when they are done. */
        void total(JJ_Result result) {
            result.r2 = counter.value();
        }
    }

    /** Each becomes an owner. */
    @JCStressTest
    @Outcome(
            id = {"0, 7", "1, 7", "3, 7"},
            expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "an increment was lost, doubled or torn")
    @State
    public static class ByOwners {
        private final Threads threads = new Threads(new LiveCounter(Owned.NONE));

        /** The one thread. */
        @Actor
        public void one() {
            threads.one();
        }

        /** The other thread. */
        @Actor
        public void two(JJ_Result result) {
            threads.two(result);
        }

        /** Reads when they are done. */
        @Arbiter
        public void total(JJ_Result result) {
            threads.total(result);
        }
    }

    /** Both share. */
    @JCStressTest
    @Outcome(
            id = {"0, 7", "1, 7", "3, 7"},
            expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "an increment was lost, doubled or torn")
    @State
    public static class ByOthers {
        private final Threads threads = new Threads(Owned.byOthers(new LiveCounter(Owned.NONE)));

        /** The one thread. */
        @Actor
        public void one() {
            threads.one();
        }

        /** The other thread. */
        @Actor
        public void two(JJ_Result result) {
            threads.two(result);
        }

        /** Reads when they are done. */
        @Arbiter
        public void total(JJ_Result result) {
            threads.total(result);
        }
    }

    /** The place of a thread that ended is freed by the reader and taken by one of them. */
    @JCStressTest
    @Outcome(
            id = {"0, 7", "1, 7", "3, 7"},
            expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "an increment was lost, doubled or torn")
    @State
    public static class BySuccessors {
        private final Threads threads = new Threads(Owned.byOneThatEnded(new LiveCounter(Owned.NONE)));

        /** The one thread. */
        @Actor
        public void one() {
            threads.one();
        }

        /** The other thread. */
        @Actor
        public void two(JJ_Result result) {
            threads.two(result);
        }

        /** Reads when they are done. */
        @Arbiter
        public void total(JJ_Result result) {
            threads.total(result);
        }
    }
}
