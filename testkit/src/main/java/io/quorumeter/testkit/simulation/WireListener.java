package io.quorumeter.testkit.simulation;

import io.quorumeter.testkit.hotstuff2.Message;
import io.quorumeter.testkit.hotstuff2.TimerKind;

/**
 * Is told what crosses a simulated network and which timers expire, whatever the replicas say of it themselves: an independent
 * log to hold metrics against. Every method does nothing unless it is overridden.
 */
public interface WireListener {
    /**
     * A replica sent a message to another one, again or for the first time; it may be lost on its way.
     *
     * @param from the index of the sender
     * @param to the index of the receiver
     * @param message the message
     */
    default void sent(int from, int to, Message message) {}

    /**
     * A message arrived at a replica that runs, and was handled.
     *
     * @param to the index of the receiver
     * @param message the message
     */
    default void delivered(int to, Message message) {}

    /**
     * A timer of a replica expired, and was handled.
     *
     * @param replica its index
     * @param timer which
     */
    default void expired(int replica, TimerKind timer) {}
}
