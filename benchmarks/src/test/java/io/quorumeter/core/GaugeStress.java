package io.quorumeter.core;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.DD_Result;

/** Two threads set a gauge, the one to a whole number and the other to a fraction: it holds the one or the other. */
@JCStressTest
@Outcome(
        id = {"0.0, 7.0", "0.0, 2.5", "7.0, 2.5"},
        expect = ACCEPTABLE)
@Outcome(expect = FORBIDDEN, desc = "a value that nobody set")
@State
public class GaugeStress {
    private final LiveGauge gauge = new LiveGauge(Owned.NONE);

    /** Sets a whole number. */
    @Actor
    public void whole() {
        gauge.set(7L);
    }

    /** Reads, then sets a fraction. */
    @Actor
    public void fraction(DD_Result result) {
        result.r1 = gauge.value();
        gauge.set(2.5);
    }

    /** Reads when they are done. */
    @Arbiter
    public void last(DD_Result result) {
        result.r2 = gauge.value();
    }

    /** Two threads add whole numbers and fractions: no addition is lost. */
    @JCStressTest
    @Outcome(id = "0.0, 5.75", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "an addition was lost")
    @State
    public static class Additions {
        private final LiveGauge gauge = new LiveGauge(Owned.NONE);

        /** Adds. */
        @Actor
        public void one() {
            gauge.increment();
        }

        /** Adds. */
        @Actor
        public void two() {
            gauge.add(0.75);
            gauge.add(4L);
        }

        /** Reads when they are done. */
        @Arbiter
        public void total(DD_Result result) {
            result.r2 = gauge.value();
        }
    }
}
