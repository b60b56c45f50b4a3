/** What the process takes of its machine. */
@NullMarked
package io.quorumeter.monitoring.system;

import org.jspecify.annotations.NullMarked;
