/** How a node is: checks that its components have, what they find, and a report of it all. */
@NullMarked
package io.quorumeter.health;

import org.jspecify.annotations.NullMarked;
