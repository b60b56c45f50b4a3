/** The place of the benchmarks: what recording, snapshots and exposition cost. There is no code in it yet. */
@NullMarked
package io.quorumeter.benchmarks;

import org.jspecify.annotations.NullMarked;
