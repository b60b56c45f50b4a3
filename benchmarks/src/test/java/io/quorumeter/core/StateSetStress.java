package io.quorumeter.core;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** One thread changes the state while another reads one series after the other: exactly one of them is 1. */
@JCStressTest
@Outcome(
        id = {"1, 0", "1, 1", "1, 2"},
        expect = ACCEPTABLE)
@Outcome(expect = FORBIDDEN, desc = "no state, or two at once")
@State
public class StateSetStress {
    private static final int STATES = 3;

    private final LiveState state = new LiveState();
    private final NumberCell[] cells = {state.cell(0), state.cell(1), state.cell(2)};

    /** Changes it twice. */
    @Actor
    public void replica() {
        state.set(2);
        state.set(1);
    }

    /** Reads all series in their order: how many are 1, and the last of these. */
    @Actor
    public void reader(JJ_Result result) {
        long[] wholes = new long[STATES];
        double[] fractions = new double[STATES];
        for (int i = 0; i < STATES; i++) {
            cells[i].read(wholes, fractions, i);
            result.r1 += wholes[i];
            result.r2 = wholes[i] == 1 ? i : result.r2;
        }
    }
}
