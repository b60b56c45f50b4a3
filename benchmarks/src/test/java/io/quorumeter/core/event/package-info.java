/** Stress tests of what several threads write at once here: run by {@code ./benchmarks/run stress}. */
@NullMarked
package io.quorumeter.core.event;

import org.jspecify.annotations.NullMarked;
