package io.quorumeter.network;

import io.quorumeter.event.UrgentEvent;

/**
 * Published when a partition comes to be suspected and when it no longer is: when the voting power of the connected validators falls
 * below a quorum and reaches one again, and, as soon as somebody looks, when the replica is stuck in a view and when it is not.
 *
 * @param suspected true when it begins
 */
public record PartitionEvent(boolean suspected) implements UrgentEvent {}
