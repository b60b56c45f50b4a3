/** What reading costs: snapshots and text. */
@NullMarked
package io.quorumeter.benchmarks.reading;

import org.jspecify.annotations.NullMarked;
