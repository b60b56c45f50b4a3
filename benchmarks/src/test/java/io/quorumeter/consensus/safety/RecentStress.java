package io.quorumeter.consensus.safety;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZI_Result;
import org.openjdk.jcstress.infra.results.ZZZ_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** What several threads see of one view at the same time is all remembered, once each, and later views keep their place. */
public final class RecentStress {
    private static final int WINDOW = 16;

    private RecentStress() {}

    private record Thing(long view, int name) {}

    private static Recent<Thing> recent() {
        return new Recent<>(WINDOW, Thing::view, Thing::equals);
    }

    /** The same thing is news to one of two threads, or to both. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE)
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "the first was suspended for long, so news to both")
    @Outcome(expect = FORBIDDEN, desc = "news to nobody")
    @State
    public static class OneThing {
        private final Recent<Thing> recent = recent();

        /** Adds. */
        @Actor
        public void one(ZZ_Result result) {
            result.r1 = recent.add(new Thing(7, 1));
        }

        /** Adds. */
        @Actor
        public void two(ZZ_Result result) {
            result.r2 = recent.add(new Thing(7, 1));
        }
    }

    /** Two things of one view are both remembered. */
    @JCStressTest
    @Outcome(id = "true, true, 2", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "one of them is lost, or no news")
    @State
    public static class TwoThings {
        private final Recent<Thing> recent = recent();

        /** Adds. */
        @Actor
        public void one(ZZI_Result result) {
            result.r1 = recent.add(new Thing(7, 1));
        }

        /** Adds something else. */
        @Actor
        public void other(ZZI_Result result) {
            result.r2 = recent.add(new Thing(7, 2));
        }

        /** Counts them. */
        @Arbiter
        public void last(ZZI_Result result) {
            AtomicInteger kept = new AtomicInteger();
            recent.each(7, thing -> kept.incrementAndGet());
            result.r3 = kept.get();
        }
    }

    /** The places of a view are all taken when things of an earlier and of a later one come that share them. */
    @JCStressTest
    @Outcome(id = "true, true, true", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "the later one is lost, or no news")
    @State
    public static class LaterView {
        private final Recent<Thing> recent = recent();

        /** With both places taken. */
        public LaterView() {
            recent.add(new Thing(7, 1));
            recent.add(new Thing(7, 2));
        }

        /** Adds something that comes late. */
        @Actor
        public void earlier(ZZZ_Result result) {
            boolean first = recent.add(new Thing(7 + WINDOW, 1));
            boolean second = recent.add(new Thing(7 + WINDOW, 2));
            result.r1 = first && second;
        }

        /** Adds something of the present. */
        @Actor
        public void later(ZZZ_Result result) {
            result.r2 = recent.add(new Thing(7 + 2 * WINDOW, 3));
        }

        /** Asks for what is of the present. */
        @Arbiter
        public void last(ZZZ_Result result) {
            result.r3 = recent.find(7 + 2 * WINDOW) != null;
        }
    }
}
