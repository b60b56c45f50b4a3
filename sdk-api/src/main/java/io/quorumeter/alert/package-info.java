/** What is told when something is wrong: the alert, how bad it is, and who takes it. */
@NullMarked
package io.quorumeter.alert;

import org.jspecify.annotations.NullMarked;
