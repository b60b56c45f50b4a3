/** What a record costs: one class a question, and in it one method a subject. */
@NullMarked
package io.quorumeter.benchmarks.recording;

import org.jspecify.annotations.NullMarked;
