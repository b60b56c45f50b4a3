/** Events of the protocol on their way to consumers that are not on its path: publishing, listening, and a publisher that nobody hears. */
@NullMarked
package io.quorumeter.event;

import org.jspecify.annotations.NullMarked;
