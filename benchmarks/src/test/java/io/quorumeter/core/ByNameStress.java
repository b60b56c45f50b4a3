package io.quorumeter.core;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.quorumeter.Labels;
import io.quorumeter.MetricsCollector;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.D_Result;

/** Two threads make a series by name and record in it, while the table grows under them. */
@JCStressTest
@Outcome(id = "3.0", expect = ACCEPTABLE)
@Outcome(expect = FORBIDDEN, desc = "a record was lost, or the series was made twice")
@State
public class ByNameStress {
    private static final int UNTIL_IT_GROWS = 31;
    private static final String[] OTHERS = new String[UNTIL_IT_GROWS];

    static {
        for (int i = 0; i < OTHERS.length; i++) {
            OTHERS[i] = "other-" + i;
        }
    }

    private final MetricsCollector metrics = Quorumeter.newCollector();

    /** Almost fills the table. */
    public ByNameStress() {
        for (String other : OTHERS) {
            metrics.incrementCounter("others_total", "kind", other);
        }
    }

    /** Makes or finds the series. */
    @Actor
    public void one() {
        metrics.incrementCounter("errors_total", Labels.of("kind", "io", "peer", "a"));
    }

    /** Makes or finds the series, with the labels in the other order, while the table grows. */
    @Actor
    public void two() {
        metrics.incrementCounter("errors_total", Labels.of("peer", "a", "kind", "io"));
        metrics.incrementCounter("others_total", "kind", "one more");
        metrics.incrementCounter("errors_total", Labels.of("kind", "io", "peer", "a"));
    }

    /** Reads when they are done. */
    @Arbiter
    public void total(D_Result result) {
        result.r1 = metrics.snapshot().total("errors_total");
    }
}
