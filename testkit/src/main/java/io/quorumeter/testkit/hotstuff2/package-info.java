/**
 * A HotStuff-2 replica (basic variant) as a pure state machine: {@link io.quorumeter.testkit.hotstuff2.Replica} takes
 * messages and timers and writes what follows to {@link io.quorumeter.testkit.hotstuff2.Effects}. It has no thread, socket,
 * clock or randomness of its own, so the same code runs in the simulation and in a real process. After Malkhi and Nayak,
 * "HotStuff-2: Optimal Two-Phase Responsive BFT", ePrint 2023/397.
 */
@NullMarked
package io.quorumeter.testkit.hotstuff2;

import org.jspecify.annotations.NullMarked;
