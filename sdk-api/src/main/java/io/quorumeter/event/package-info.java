/** The contract of events: what happened in a node, published to listeners off the recording thread. */
@NullMarked
package io.quorumeter.event;

import org.jspecify.annotations.NullMarked;
