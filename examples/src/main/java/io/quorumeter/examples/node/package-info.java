/**
 * One HotStuff-2 replica as a real process: the state machine of the testkit between a socket and a disk, with everything it does measured.
 *
 * <p>A vote's way through it: bytes come out of the socket in {@code Connection}, which counts them; {@link
 * io.quorumeter.examples.node.ReplicaNode} decodes them and queues the message; {@code ConsensusThread} hands it to the {@code Replica},
 * which verifies the signature and tells {@code HotStuff2Events}; there a counter rises. What the replica wants in answer comes out in
 * {@code NodeEffects}: to disk first, then to the wire.
 */
@NullMarked
package io.quorumeter.examples.node;

import org.jspecify.annotations.NullMarked;
