/**
 * The process and its machine: {@link io.quorumeter.monitoring.system.SystemMetrics} shows them as metrics, {@link
 * io.quorumeter.monitoring.system.SystemSampler} samples for the rules of alerts what the process takes.
 */
@NullMarked
package io.quorumeter.monitoring.system;

import org.jspecify.annotations.NullMarked;
