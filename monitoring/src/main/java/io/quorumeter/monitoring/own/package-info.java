/** What monitoring counts and measures of itself. */
@NullMarked
package io.quorumeter.monitoring.own;

import org.jspecify.annotations.NullMarked;
