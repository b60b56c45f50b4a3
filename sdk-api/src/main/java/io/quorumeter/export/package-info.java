/** What turns a snapshot into somebody's format. */
@NullMarked
package io.quorumeter.export;

import org.jspecify.annotations.NullMarked;
