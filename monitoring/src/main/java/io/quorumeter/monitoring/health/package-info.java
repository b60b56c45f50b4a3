/** The health of a node, from its metrics and from checks of one's own. */
@NullMarked
package io.quorumeter.monitoring.health;

import org.jspecify.annotations.NullMarked;
