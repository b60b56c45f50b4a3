/** Other nodes, whose metrics are read by HTTP. */
@NullMarked
package io.quorumeter.monitoring.scrape;

import org.jspecify.annotations.NullMarked;
