/** The interface of what turns a snapshot into an exposition format. */
@NullMarked
package io.quorumeter.export;

import org.jspecify.annotations.NullMarked;
