/** Computes trees over all steps of a query at once, series by series. */
@NullMarked
package io.quorumeter.promql.eval;

import org.jspecify.annotations.NullMarked;
