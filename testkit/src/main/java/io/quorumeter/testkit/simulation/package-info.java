/**
 * A network of HotStuff-2 replicas in virtual time: deterministic from one seed, with delay, loss, reordering, duplication,
 * crashes that lose what was not synced, and restarts. Begin at
 * {@link io.quorumeter.testkit.simulation.HotStuff2Simulation}.
 */
@NullMarked
package io.quorumeter.testkit.simulation;

import org.jspecify.annotations.NullMarked;
