/** What simulating a network costs. */
@NullMarked
package io.quorumeter.benchmarks.simulation;

import org.jspecify.annotations.NullMarked;
