/** What the node serves by HTTP besides its metrics: Prometheus' API over its history, a stream of values, and facts about itself. */
@NullMarked
package io.quorumeter.monitoring.http;

import org.jspecify.annotations.NullMarked;
