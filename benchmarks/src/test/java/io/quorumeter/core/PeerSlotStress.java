package io.quorumeter.core;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.quorumeter.Counter;
import io.quorumeter.Indexed;
import io.quorumeter.MetricsCollector;
import io.quorumeter.PeerSet;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZDD_Result;

/**
 * A slot passes from one peer to the next while a message is counted in it: it counts for the one that left or for the one that came,
 * and whoever sees the new one's instrument sees it whole.
 */
@JCStressTest
@Outcome(
        id = {"true, 0.0, 0.0", "true, 1.0, 0.0"},
        expect = ACCEPTABLE)
@Outcome(expect = FORBIDDEN, desc = "no instrument in the slot, or a message counted elsewhere or twice")
@State
public class PeerSlotStress {
    private final MetricsCollector metrics = Quorumeter.newCollector();
    private final PeerSet peers = PeerSet.ofSlots(1);
    private final Indexed<Counter> received = metrics.counter("received_total").by("peer", peers);
    private final int slot = peers.connect("one");

    /** The one leaves, another comes. */
    @Actor
    public void connections() {
        peers.disconnect(slot);
        peers.connect("another");
    }

    /** Counts a message. */
    @Actor
    public void messages(ZDD_Result result) {
        Counter counter = received.at(slot);
        long before = counter.value();
        counter.increment();
        result.r1 = before == 0 && counter.value() == 1;
    }

    /** Reads when they are done: the other's, and those of nobody. */
    @Arbiter
    public void total(ZDD_Result result) {
        result.r2 =
                metrics.snapshot().value("received_total", "peer", "another").orElse(0);
        result.r3 = metrics.snapshot().value("received_total", "peer", "other").orElse(0);
    }
}
