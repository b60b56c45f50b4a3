/**
 * Replicas that break the protocol on purpose. A {@link io.quorumeter.testkit.byzantine.Behaviour} says what one does, in which
 * views and how often; {@link io.quorumeter.testkit.byzantine.ByzantineReplica} does it, by twisting what a correct replica inside
 * of it sends and adding what that one never would. All of it is signed with the replica's own key, so whoever sees it can prove
 * it. Several that share a {@link io.quorumeter.testkit.byzantine.Coalition} act together.
 */
@NullMarked
package io.quorumeter.testkit.byzantine;

import org.jspecify.annotations.NullMarked;
