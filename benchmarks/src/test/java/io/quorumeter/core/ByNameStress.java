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

/** Two threads make a series by name and record in it, while the family's map grows under them. */
@JCStressTest
@Outcome(id = "3.0", expect = ACCEPTABLE)
@Outcome(expect = FORBIDDEN, desc = "a record was lost, or the series was made twice")
@State
public class ByNameStress {
    private static final int UNTIL_IT_GROWS = 11;
    private static final Labels ASKED = Labels.of("kind", "io", "peer", "a");

    private final MetricsCollector metrics = Quorumeter.newCollector();

    /** Almost fills the map. */
    public ByNameStress() {
        for (int i = 0; i < UNTIL_IT_GROWS; i++) {
            metrics.setGauge("waiting", 0, Labels.of("kind", "io", "peer", "other-" + i));
        }
    }

    /** Makes or finds the series. */
    @Actor
    public void one() {
        metrics.incrementGauge("waiting", 1, ASKED);
    }

    /** Makes or finds the series, and one more. */
    @Actor
    public void two() {
        metrics.incrementGauge("waiting", 1, Labels.of("peer", "a", "kind", "io"));
        metrics.setGauge("waiting", 0, Labels.of("kind", "io", "peer", "one more"));
        metrics.incrementGauge("waiting", 1, ASKED);
    }

    /** Reads when they are done. */
    @Arbiter
    public void total(D_Result result) {
        result.r1 = metrics.snapshot().total("waiting");
    }
}
