/**
 * For those who write an engine behind the API rather than use one: what a family's declaration looks like once it is checked,
 * and the few methods that create its series.
 */
@NullMarked
package io.quorumeter.spi;

import org.jspecify.annotations.NullMarked;
