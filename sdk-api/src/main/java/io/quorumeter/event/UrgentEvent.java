package io.quorumeter.event;

/**
 * An event that monitoring handles at once, without waiting for its next tick: a broken invariant, evidence against a validator, a
 * partition, a disk that does not keep the safety state. The publisher updates the metrics that show the event before it publishes it; so
 * monitoring reads these metrics, and nothing of the event itself.
 */
public interface UrgentEvent {}
