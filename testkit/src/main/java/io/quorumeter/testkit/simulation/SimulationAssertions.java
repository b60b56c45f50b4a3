package io.quorumeter.testkit.simulation;

/**
 * Assertions on simulations, for AssertJ.
 *
 * <pre>{@code
 * assertThat(network).replicasAgree();
 * assertThat(network.observer()).accuses(3).accusesNoOther();
 * }</pre>
 */
public final class SimulationAssertions {
    private SimulationAssertions() {}

    /**
     * Asserts something of a network.
     *
     * @param network the network
     * @return what can be asserted
     */
    public static SimulatedNetworkAssert assertThat(SimulatedNetwork network) {
        return new SimulatedNetworkAssert(network);
    }

    /**
     * Asserts something of what was seen from outside.
     *
     * @param observer the observer of a network
     * @return what can be asserted
     */
    public static NetworkObserverAssert assertThat(NetworkObserver observer) {
        return new NetworkObserverAssert(observer);
    }
}
