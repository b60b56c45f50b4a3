/** The node's own monitoring: alerts and health over its metrics, in its own process. */
@NullMarked
package io.quorumeter.monitoring;

import org.jspecify.annotations.NullMarked;
