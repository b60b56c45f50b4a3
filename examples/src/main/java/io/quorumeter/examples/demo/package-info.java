/**
 * {@code ./demo}: starts a network of replicas, keeps transactions coming, breaks what it is told to break, prints a line a second, and in
 * the end reads every store back from disk to see whether all replicas committed the same chain.
 */
@NullMarked
package io.quorumeter.examples.demo;

import org.jspecify.annotations.NullMarked;
