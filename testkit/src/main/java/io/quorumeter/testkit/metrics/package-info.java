/**
 * For tests of code that measures itself: a collector whose time a test moves and whose calls it can read, assertions that say what was
 * nearest when they fail, a JUnit extension that hands both to a test, files of expected expositions, and generators of load. JUnit and
 * AssertJ are those of the test; what does not need them works without.
 */
@NullMarked
package io.quorumeter.testkit.metrics;

import org.jspecify.annotations.NullMarked;
