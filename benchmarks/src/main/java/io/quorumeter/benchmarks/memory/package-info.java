/** What instruments take in memory. */
@NullMarked
package io.quorumeter.benchmarks.memory;

import org.jspecify.annotations.NullMarked;
