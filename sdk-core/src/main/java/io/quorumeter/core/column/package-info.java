/** The columns in which an engine hands a reading over, filled again and again; for engines only. */
@NullMarked
package io.quorumeter.core.column;

import org.jspecify.annotations.NullMarked;
