/**
 * Frames over TCP between authenticated replicas. Each replica dials every other one and speaks only on the connection that it dialled,
 * so a lost peer costs one queue and one retry timer. One thread per replica moves all bytes; nobody who sends ever waits.
 */
@NullMarked
package io.quorumeter.examples.node.transport;

import org.jspecify.annotations.NullMarked;
