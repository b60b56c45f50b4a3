/** What systems were monitored by before: their rules, their metrics and the names of these. */
@NullMarked
package io.quorumeter.monitoring.preset;

import org.jspecify.annotations.NullMarked;
