package io.quorumeter.core;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.quorumeter.snapshot.Distribution;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZJJ_Result;

/**
 * Two threads record in one page, the one of them reads as well: every value is counted once, the sum is exact at rest, and never of more
 * values than the buckets show.
 */
public final class HistogramStress {
    private HistogramStress() {}

    private static final class Threads {
        private final LiveHistogram histogram;

        Threads(LiveHistogram histogram) {
            this.histogram = histogram;
        }

        /** Records twice. */
        void one() {
            histogram.record(16);
            histogram.record(17);
        }

        /** Reads, then records. */
        void two(ZJJ_Result result) {
            Distribution seen = histogram.read(1);
            result.r1 = seen.sum() <= 17.0 * seen.count();
            histogram.record(18);
            histogram.record(19.5);
        }

        /** Reads when they are done. */
        void total(ZJJ_Result result) {
            Distribution all = histogram.read(1);
            result.r2 = all.count();
            result.r3 = (long) (2 * all.sum());
        }
    }

    /** Each becomes an owner. */
    @JCStressTest
    @Outcome(id = "true, 4, 141", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "a value was lost or doubled, or the sum ran ahead of the buckets")
    @State
    public static class ByOwners {
        private final Threads threads = new Threads(Owned.histogram());

        /** The one thread. */
        @Actor
        public void one() {
            threads.one();
        }

        /** The other thread. */
        @Actor
        public void two(ZJJ_Result result) {
            threads.two(result);
        }

        /** Reads when they are done. */
        @Arbiter
        public void total(ZJJ_Result result) {
            threads.total(result);
        }
    }

    /** Both share. */
    @JCStressTest
    @Outcome(id = "true, 4, 141", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "a value was lost or doubled, or the sum ran ahead of the buckets")
    @State
    public static class ByOthers {
        private final Threads threads = new Threads(Owned.byOthers(Owned.histogram()));

        /** The one thread. */
        @Actor
        public void one() {
            threads.one();
        }

        /** The other thread. */
        @Actor
        public void two(ZJJ_Result result) {
            threads.two(result);
        }

        /** Reads when they are done. */
        @Arbiter
        public void total(ZJJ_Result result) {
            threads.total(result);
        }
    }

    /** The place of a thread that ended is freed by the reader and taken by one of them. */
    @JCStressTest
    @Outcome(id = "true, 4, 141", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "a value was lost or doubled, or the sum ran ahead of the buckets")
    @State
    public static class BySuccessors {
        private final Threads threads = new Threads(Owned.byOneThatEnded(Owned.histogram()));

        /** The one thread. */
        @Actor
        public void one() {
            threads.one();
        }

        /** The other thread. */
        @Actor
        public void two(ZJJ_Result result) {
            threads.two(result);
        }

        /** Reads when they are done. */
        @Arbiter
        public void total(ZJJ_Result result) {
            threads.total(result);
        }
    }
}
