/** Alerts: their thresholds, the rules that are evaluated over a node's metrics, and who is told. */
@NullMarked
package io.quorumeter.monitoring.alert;

import org.jspecify.annotations.NullMarked;
