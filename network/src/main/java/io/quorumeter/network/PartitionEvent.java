package io.quorumeter.network;

import io.quorumeter.event.UrgentEvent;

/**
 * Published when the voting power of the connected validators falls below a quorum, and when it reaches one again.
 *
 * @param suspected true when it fell
 */
public record PartitionEvent(boolean suspected) implements UrgentEvent {}
