package io.quorumeter.consensus;

/**
 * Published when the replica enters a view, while somebody listens.
 *
 * @param view the view
 * @param previous the view left, 0 when there was none
 * @param cause the evidence
 * @param nanos {@link System#nanoTime()} of the entry
 */
public record ViewEntered(long view, long previous, ViewCause cause, long nanos) {}
