/** Expressions as trees, and their text. */
@NullMarked
package io.quorumeter.promql.ast;

import org.jspecify.annotations.NullMarked;
