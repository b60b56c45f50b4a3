package io.quorumeter.examples.node.transport;

/**
 * Who is at the other end of a connection that passed the handshake.
 *
 * @param role validator or client
 * @param index a validator's index; −1 for a client
 */
public record Peer(Role role, int index) {

    static final Peer CLIENT = new Peer(Role.CLIENT, -1);

    static Peer validator(int index) {
        return new Peer(Role.VALIDATOR, index);
    }
}
