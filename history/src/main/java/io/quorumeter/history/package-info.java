/**
 * Keeps every tick's snapshot as the series that a scrape would show, for {@linkplain io.quorumeter.promql queries}. {@link
 * io.quorumeter.history.Head} keeps the last hours in memory.
 */
@NullMarked
package io.quorumeter.history;

import org.jspecify.annotations.NullMarked;
