package io.quorumeter.testkit.simulation;

import io.quorumeter.testkit.byzantine.Misbehaviour;
import org.assertj.core.api.AbstractAssert;

/** What can be asserted of a {@link SimulatedNetwork}. A message names the seed, so that the run can be had again. */
public final class SimulatedNetworkAssert extends AbstractAssert<SimulatedNetworkAssert, SimulatedNetwork> {
    SimulatedNetworkAssert(SimulatedNetwork network) {
        super(network, SimulatedNetworkAssert.class);
    }

    /**
     * All correct replicas committed the same chain, as far as each has got, and each along the links of its blocks.
     *
     * @return this
     */
    public SimulatedNetworkAssert replicasAgree() {
        NetworkObserver observer = actual.observer();
        if (observer.forks() + observer.gaps() > 0) {
            failWithMessage(
                    "Expected the replicas to agree, but at %d heights different blocks were committed, and %d commits did not"
                            + " follow the one before:%n  %s",
                    observer.forks(), observer.gaps(), actual);
        }
        return this;
    }

    /**
     * Every correct replica has committed a height.
     *
     * @param height the height
     * @return this
     */
    public SimulatedNetworkAssert committed(long height) {
        long lowest = actual.observer().lowestHeight();
        if (lowest < height) {
            failWithMessage(
                    "Expected height %d to be committed, but a replica has got to %d only:%n  %s",
                    height, lowest, actual);
        }
        return this;
    }

    /**
     * A Byzantine replica did what it is there for: without that, nothing else that is asserted says much.
     *
     * @param replica its index
     * @param kind what it is to have done at least once
     * @return this
     */
    public SimulatedNetworkAssert misbehaved(int replica, Misbehaviour kind) {
        if (actual.acts(replica, kind) == 0) {
            failWithMessage("Expected replica %d to %s, but it never came to it:%n  %s", replica, kind, actual);
        }
        return this;
    }
}
