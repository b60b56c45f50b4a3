/** Reports on the health of a node, from its metrics and from the checks of its components. */
@NullMarked
package io.quorumeter.alerting.health;

import org.jspecify.annotations.NullMarked;
