/** Measures what recording, snapshots and exposition cost, with the rivals in the same run; {@code ./benchmarks/run} starts it. */
@NullMarked
package io.quorumeter.benchmarks;

import org.jspecify.annotations.NullMarked;
