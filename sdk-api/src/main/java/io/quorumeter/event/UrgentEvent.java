package io.quorumeter.event;

/**
 * An event that monitoring does not leave until its next tick: a broken invariant, evidence against a validator, a partition, a
 * disk that does not keep the safety state. Whoever publishes one has moved the metrics that tell of it before; so monitoring
 * reads those, and
 * nothing of the event itself.
 */
public interface UrgentEvent {}
