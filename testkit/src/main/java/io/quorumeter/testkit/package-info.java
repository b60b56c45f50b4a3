/**
 * What users' tests stand on: in the sub-packages, the HotStuff-2 replica as a pure state machine and the deterministic
 * simulation of a network of them.
 */
@NullMarked
package io.quorumeter.testkit;

import org.jspecify.annotations.NullMarked;
