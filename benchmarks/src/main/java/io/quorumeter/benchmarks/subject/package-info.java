/** What is measured: this project's collector and each of its rivals, set up the way that suits it best. */
@NullMarked
package io.quorumeter.benchmarks.subject;

import org.jspecify.annotations.NullMarked;
