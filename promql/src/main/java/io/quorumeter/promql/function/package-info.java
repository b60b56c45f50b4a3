/** What functions and aggregations compute, over single values and over windows of samples. */
@NullMarked
package io.quorumeter.promql.function;

import org.jspecify.annotations.NullMarked;
