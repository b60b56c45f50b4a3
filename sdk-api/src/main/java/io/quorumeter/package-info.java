/**
 * The contract of Quorumeter: the collector that a node declares its metrics on, and the counters, gauges, histograms and
 * timers that it records into.
 */
@NullMarked
package io.quorumeter;

import org.jspecify.annotations.NullMarked;
