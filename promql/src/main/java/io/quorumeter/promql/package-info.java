/** Prometheus' query language: {@link io.quorumeter.promql.PromQl} asks, the limits and the gate keep questions from harming their host. */
@NullMarked
package io.quorumeter.promql;

import org.jspecify.annotations.NullMarked;
