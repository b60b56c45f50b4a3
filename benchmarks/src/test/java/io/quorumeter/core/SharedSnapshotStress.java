package io.quorumeter.core;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.quorumeter.Counter;
import io.quorumeter.MetricsCollector;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/** Two threads record and read, so that they sometimes share a snapshot, in memory that is used again: each sees its own record. */
@JCStressTest
@Outcome(id = "true, true, true", expect = ACCEPTABLE)
@Outcome(
        expect = FORBIDDEN,
        desc = "a reader was given a snapshot from before it asked, or one that another reader gave back")
@State
public class SharedSnapshotStress {
    private final MetricsCollector metrics = Quorumeter.newCollector();
    private final Counter first = metrics.counter("first_total").create();
    private final Counter second = metrics.counter("second_total").create();

    /** Records and reads. */
    @Actor
    public void one(ZZZ_Result result) {
        first.increment();
        result.r1 = metrics.read(snapshot -> snapshot.total("first_total")) == 1;
    }

    /** Does so twice, first with a snapshot to keep. */
    @Actor
    public void two(ZZZ_Result result) {
        second.increment();
        result.r2 = metrics.snapshot().total("second_total") == 1;
        second.increment();
        result.r3 = metrics.read(snapshot -> snapshot.total("second_total")) == 2;
    }
}
