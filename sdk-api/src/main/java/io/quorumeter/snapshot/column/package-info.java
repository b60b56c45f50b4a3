/** How an engine hands a reading over: columns that are filled again and again, for the engine alone. */
@NullMarked
package io.quorumeter.snapshot.column;

import org.jspecify.annotations.NullMarked;
