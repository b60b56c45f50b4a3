/** What HTTP wants of bodies and queries, for the endpoint and for nodes that have a server of their own. */
@NullMarked
package io.quorumeter.exporters.encoding;

import org.jspecify.annotations.NullMarked;
