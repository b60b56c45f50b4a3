/**
 * Parts that the bindings of consensus, network and storage share: {@link io.quorumeter.binding.CheckpointGauges}, which reveal forked
 * replicas from their metrics alone, and {@link io.quorumeter.binding.ValidatorRows}, which choose the validators of a set that have
 * series. The package is exported to these modules only.
 */
@NullMarked
package io.quorumeter.binding;

import org.jspecify.annotations.NullMarked;
