/** {@link io.quorumeter.monitoring.MonitoringSystem}: everything that a node needs to be watched, in one object. */
@NullMarked
package io.quorumeter.monitoring;

import org.jspecify.annotations.NullMarked;
