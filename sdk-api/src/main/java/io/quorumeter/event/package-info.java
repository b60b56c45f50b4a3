/** Events of the protocol on their way to consumers that are not on its path: publishing, listening, and a no-op publisher. */
@NullMarked
package io.quorumeter.event;

import org.jspecify.annotations.NullMarked;
