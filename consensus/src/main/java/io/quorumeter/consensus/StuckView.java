package io.quorumeter.consensus;

import io.quorumeter.event.UrgentEvent;

/**
 * Published when the view timer expired for the third time in one view: no timeout certificate comes about, as in a partition.
 *
 * @param view the view
 */
public record StuckView(long view) implements UrgentEvent {}
