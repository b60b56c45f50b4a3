/** Programs that show the SDK at work: in the sub-packages, one replica as a process and the demo network. */
@NullMarked
package io.quorumeter.examples;

import org.jspecify.annotations.NullMarked;
