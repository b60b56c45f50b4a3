/**
 * The place of the node's own monitoring: alerts, health, history, queries and dashboards. There is no code in it yet.
 */
@NullMarked
package io.quorumeter.monitoring;

import org.jspecify.annotations.NullMarked;
