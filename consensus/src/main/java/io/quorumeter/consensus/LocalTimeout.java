package io.quorumeter.consensus;

/**
 * Published each time the view timer expires, while somebody listens.
 *
 * @param view the view
 * @param phase what the replica was waiting for
 * @param nanos {@link System#nanoTime()} of the expiry
 */
public record LocalTimeout(long view, TimeoutPhase phase, long nanos) {}
