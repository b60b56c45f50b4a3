/** Snapshots for readers: all series of a collector at one causal cut, and distributions with their counts, sums and quantiles. */
@NullMarked
package io.quorumeter.snapshot;

import org.jspecify.annotations.NullMarked;
