/**
 * A network of HotStuff-2 replicas in virtual time: deterministic from one seed, with delay, loss, reordering, duplication, partitions,
 * crashes that lose what was not synced, restarts, Byzantine replicas, and rules of the protocol left out. Begin at {@link
 * io.quorumeter.testkit.simulation.HotStuff2Simulation}, and end with {@link io.quorumeter.testkit.simulation.SimulationAssertions}.
 */
@NullMarked
package io.quorumeter.testkit.simulation;

import org.jspecify.annotations.NullMarked;
