package io.quorumeter.core;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.quorumeter.snapshot.Exemplar;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** Two threads keep an exemplar in one place: whoever reads sees one of them whole, or none yet. */
@JCStressTest
@Outcome(
        id = {"0, 1", "0, 2", "1, 1", "1, 2"},
        expect = ACCEPTABLE)
@Outcome(expect = FORBIDDEN, desc = "parts of two exemplars, or both were dropped")
@State
public class ExemplarStress {
    private static final long MIXED = -1;

    private final ExemplarSlots slots = new ExemplarSlots(1);

    /** Keeps one. */
    @Actor
    public void one() {
        slots.keep(0, 1, 1, 1, 1);
    }

    /** Reads, then keeps another. */
    @Actor
    public void two(JJ_Result result) {
        result.r1 = whole(slots.read(0));
        slots.keep(0, 2, 2, 2, 2);
    }

    /** Reads when they are done. */
    @Arbiter
    public void last(JJ_Result result) {
        result.r2 = whole(slots.read(0));
    }

    private static long whole(@Nullable Exemplar seen) {
        if (seen == null) {
            return 0;
        }
        long id = seen.traceIdHigh();
        return seen.equals(new Exemplar(id, id, (double) id, id)) ? id : MIXED;
    }
}
