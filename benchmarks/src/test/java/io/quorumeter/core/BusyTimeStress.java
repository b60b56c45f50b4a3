package io.quorumeter.core;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZJ_Result;

/** One thread works, item after item, while another reads and adds: what is read never falls, and at the end all is there. */
@JCStressTest
@Outcome(id = "true, 35", expect = ACCEPTABLE)
@Outcome(expect = FORBIDDEN, desc = "the total fell, was of work that was not done yet, or lost or doubled some")
@State
public class BusyTimeStress {
    private static final long WORKED = 30;
    private static final long ADDED = 5;

    private volatile long now;
    private final LiveBusyTime busy =
            new LiveBusyTime(() -> now, Owned.NONE, MemoryAccount.unlimited().share());

    /** Works from 10 to 40, on two items. */
    @Actor
    public void worker() {
        now = 10;
        busy.begin(10);
        now = 20;
        busy.end(20);
        busy.begin(20);
        now = 40;
        busy.end(40);
    }

    /** Reads, adds and reads again. */
    @Actor
    public void reader(ZJ_Result result) {
        long before = busy.nanos();
        long between = busy.nanos();
        busy.add(ADDED);
        long after = busy.nanos();
        result.r1 = 0 <= before
                && before <= between
                && between <= WORKED
                && before + ADDED <= after
                && after <= WORKED + ADDED;
    }

    /** Reads when they are done. */
    @Arbiter
    public void total(ZJ_Result result) {
        result.r2 = busy.nanos();
    }
}
