/** Runs files in the language of Prometheus' own engine tests. */
@NullMarked
package io.quorumeter.promql.script;

import org.jspecify.annotations.NullMarked;
