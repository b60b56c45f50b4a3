/** From figures to lines: what was measured, what was to be reached, and whether it was. */
@NullMarked
package io.quorumeter.benchmarks.report;

import org.jspecify.annotations.NullMarked;
