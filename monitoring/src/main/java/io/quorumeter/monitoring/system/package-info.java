/** The process and its machine: {@link io.quorumeter.monitoring.system.SystemMetrics} shows them as metrics. */
@NullMarked
package io.quorumeter.monitoring.system;

import org.jspecify.annotations.NullMarked;
