/** What history and queries cost, and whether they answer as Prometheus does. */
@NullMarked
package io.quorumeter.benchmarks.queries;

import org.jspecify.annotations.NullMarked;
