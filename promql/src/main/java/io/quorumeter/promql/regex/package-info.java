/** Regular expressions as Prometheus has them, in linear time and bounded memory. */
@NullMarked
package io.quorumeter.promql.regex;

import org.jspecify.annotations.NullMarked;
