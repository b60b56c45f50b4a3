/** What keeps questions from harming their host: limits of one query, memory for all together, and a gate. */
@NullMarked
package io.quorumeter.promql.limit;

import org.jspecify.annotations.NullMarked;
