/** Series that are written by hand, for tests of rules and of expressions, and what keeps them in memory. */
@NullMarked
package io.quorumeter.promql.series;

import org.jspecify.annotations.NullMarked;
