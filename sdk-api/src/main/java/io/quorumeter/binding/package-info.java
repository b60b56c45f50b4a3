/**
 * What the bindings of a domain (consensus, network, storage) share: rows of a catalogue of families, declaring them under a
 * prefix, and the checkpoint gauges by which forked replicas are told from their metrics alone. Code that measures
 * something of its own has no use for it: it declares its instruments at the {@link io.quorumeter.MetricsCollector}.
 */
@NullMarked
package io.quorumeter.binding;

import org.jspecify.annotations.NullMarked;
