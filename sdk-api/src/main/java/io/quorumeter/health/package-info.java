/** Health checks that the components of a node have, and what they find. */
@NullMarked
package io.quorumeter.health;

import org.jspecify.annotations.NullMarked;
