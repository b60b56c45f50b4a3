package io.quorumeter.network;

import io.quorumeter.event.UrgentEvent;

/**
 * Published when a partition comes to be suspected and when it no longer is: when the voting power of the connected validators falls below
 * a quorum and reaches one again, when one is found by other means and is over, and, as soon as somebody looks, when the replica is stuck
 * in a view and when it is not.
 *
 * @param suspected true when it begins
 * @param affectedPeers how many peers are cut off, as far as is known: the validators that are not connected, or more when reported; 0 when
 *     it is over
 */
public record PartitionEvent(boolean suspected, int affectedPeers) implements UrgentEvent {}
