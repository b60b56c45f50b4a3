/** Exporters: a snapshot in somebody's format, and the endpoint that serves it. */
@NullMarked
package io.quorumeter.exporters;

import org.jspecify.annotations.NullMarked;
