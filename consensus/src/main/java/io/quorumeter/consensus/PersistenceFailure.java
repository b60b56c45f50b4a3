package io.quorumeter.consensus;

import io.quorumeter.event.UrgentEvent;

/** Published each time that view, last vote and lock could not be made durable: the replica must not vote until they are. */
public record PersistenceFailure() implements UrgentEvent {}
