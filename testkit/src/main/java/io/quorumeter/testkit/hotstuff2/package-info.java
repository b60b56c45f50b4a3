/**
 * A HotStuff-2 replica (basic variant) as a pure state machine: {@link io.quorumeter.testkit.hotstuff2.Replica} takes
 * messages and timers and writes what follows to {@link io.quorumeter.testkit.hotstuff2.Effects}. It has no thread, socket,
 * clock or randomness of its own, so the same code runs in the simulation and in a real process. After Malkhi and Nayak,
 * "HotStuff-2: Optimal Two-Phase Responsive BFT", ePrint 2023/397.
 *
 * <p>Where the paper leaves room, this implementation chooses:
 *
 * <ul>
 *   <li>Replicas lead in turn. A view lasts 10 Δ, and twice as long after each four epochs without a commit, up to 16 times.
 *   <li>A leader without the certificate of the preceding view waits 3 Δ for locks, or until that certificate comes.
 *   <li>A vote signs the height of its block and the view of the certificate before it; a second vote carries the certificate
 *       that it is for, so that the next leader can extend it without having heard the prepare.
 *   <li>A block is durable before it is voted for. The highest timeout certificate is part of the durable state: without it
 *       replicas that all crashed could not bring a slower one into their epoch.
 *   <li>Who wishes for, or reports a lock in, a view that is over gets the evidence of the higher view, once a Δ.
 *   <li>Second votes still make a double certificate up to 16 views later: it commits, though it enters no view.
 *   <li>A certificate of a higher view lets a replica enter that view; there it may still cast its second vote.
 * </ul>
 */
@NullMarked
package io.quorumeter.testkit.hotstuff2;

import org.jspecify.annotations.NullMarked;
