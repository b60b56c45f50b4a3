/**
 * The interface between the API and an engine behind it: a family's declaration once it is checked, and the few methods that create its
 * series.
 */
@NullMarked
package io.quorumeter.spi;

import org.jspecify.annotations.NullMarked;
