/** What a reader of metrics holds: every series of a collector as it stood at one moment, immutable. */
@NullMarked
package io.quorumeter.snapshot;

import org.jspecify.annotations.NullMarked;
