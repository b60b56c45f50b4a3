package io.quorumeter.benchmarks.overhead;

/**
 * The same work done twice.
 *
 * @param offNanos CPU time without metrics
 * @param onNanos CPU time with metrics
 * @param messages how many messages were sent in each
 */
record Pair(long offNanos, long onNanos, long messages) {}
