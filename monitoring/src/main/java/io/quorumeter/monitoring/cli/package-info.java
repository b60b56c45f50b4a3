/** The command line of {@code ./quorumeter}. */
@NullMarked
package io.quorumeter.monitoring.cli;

import org.jspecify.annotations.NullMarked;
