/**
 * The parts that the bindings of a domain (consensus, network, storage) share: rows of a catalogue of families, their declaration under a
 * prefix, and the checkpoint gauges, which reveal forked replicas from their metrics alone. Code that measures something of its own does
 * not need this package: it declares its instruments at the {@link io.quorumeter.MetricsCollector}.
 */
@NullMarked
package io.quorumeter.binding;

import org.jspecify.annotations.NullMarked;
