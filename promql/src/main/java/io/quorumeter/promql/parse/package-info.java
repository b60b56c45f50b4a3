/** From text to trees: tokens, recursive descent, and what may stand where. */
@NullMarked
package io.quorumeter.promql.parse;

import org.jspecify.annotations.NullMarked;
