/** What a reader gets: all series of a collector at one causal cut, and distributions that answer counts, sums and quantiles. */
@NullMarked
package io.quorumeter.snapshot;

import org.jspecify.annotations.NullMarked;
