package io.quorumeter.core;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/** Two readers free the place of a thread that ended, and both want it: one gets it and keeps it, whatever the other reader saw. */
@JCStressTest
@Outcome(
        id = {"true, false, true", "false, true, true"},
        expect = ACCEPTABLE)
@Outcome(expect = FORBIDDEN, desc = "two owners of one place, or one that was turned out")
@State
public class OwnersStress {
    private final LiveCounter cell = Owned.byOneThatEnded(new LiveCounter(Owned.NONE));
    private @Nullable Thread owner;

    /** Frees the place and wants it. */
    @Actor
    public void one(ZZZ_Result result) {
        result.r1 = succeed(Owned.ALIVE);
    }

    /** Frees the place and wants it. */
    @Actor
    public void two(ZZZ_Result result) {
        result.r2 = succeed(Owned.ALIVE_TOO);
    }

    /** Looks when they are done. */
    @Arbiter
    public void last(ZZZ_Result result) {
        result.r3 = owner != null && cell.first == owner;
    }

    private boolean succeed(Thread caller) {
        cell.releaseEnded();
        boolean isOwner = cell.becomeFirst(caller);
        if (isOwner) {
            owner = caller;
        }
        return isOwner;
    }
}
