/** How soon somebody is told of what cannot wait. */
@NullMarked
package io.quorumeter.benchmarks.alerts;

import org.jspecify.annotations.NullMarked;
