/** What metrics cost a replica of everything else that it does. */
@NullMarked
package io.quorumeter.benchmarks.overhead;

import org.jspecify.annotations.NullMarked;
