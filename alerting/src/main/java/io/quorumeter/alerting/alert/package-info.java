/** Alerts: the rules that are evaluated over a node's metrics, their thresholds, and the handlers that take what they find. */
@NullMarked
package io.quorumeter.alerting.alert;

import org.jspecify.annotations.NullMarked;
