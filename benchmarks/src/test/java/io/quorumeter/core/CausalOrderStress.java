package io.quorumeter.core;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** One thread records a cause and then its effect; whoever reads the effect first finds the cause. */
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE)
@Outcome(id = "0, 1", expect = ACCEPTABLE)
@Outcome(id = "1, 1", expect = ACCEPTABLE)
@Outcome(id = "1, 0", expect = FORBIDDEN, desc = "an effect without its cause")
@State
public class CausalOrderStress {
    private final LiveCounter proposals = new LiveCounter(Owned.NONE);
    private final LiveCounter commits = Owned.byOthers(new LiveCounter(Owned.NONE));

    /** Proposes, then commits. */
    @Actor
    public void replica() {
        proposals.increment();
        commits.increment();
    }

    /** Reads effects before causes. */
    @Actor
    public void reader(JJ_Result result) {
        result.r1 = commits.value();
        result.r2 = proposals.value();
    }
}
