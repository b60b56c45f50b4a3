/**
 * Finds broken invariants and Byzantine acts by watching a replica's events, and keeps the evidence: the monitor, what it found, the log
 * of it on disk, and what several replicas saw put together.
 */
@NullMarked
package io.quorumeter.consensus.safety;

import org.jspecify.annotations.NullMarked;
