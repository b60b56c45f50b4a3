/** The HotStuff-2 binding: the events that a replica calls, and the metrics that they move. */
@NullMarked
package io.quorumeter.consensus;

import org.jspecify.annotations.NullMarked;
