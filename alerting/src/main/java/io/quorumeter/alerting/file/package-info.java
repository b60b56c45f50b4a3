/** Files that an operator writes: their values with the places where they stand, and errors that name both. */
@NullMarked
package io.quorumeter.alerting.file;

import org.jspecify.annotations.NullMarked;
