package io.quorumeter.testkit.byzantine;

import io.quorumeter.testkit.hotstuff2.Message;
import java.util.function.Consumer;

/** How one misbehaviour is done. Told only of what happens in views in which it is to act. */
abstract class Trick {
    final Actor actor;
    final Misbehaviour kind;

    Trick(Misbehaviour kind, Actor actor) {
        this.kind = kind;
        this.actor = actor;
    }

    /** What leaves instead of a message of the correct replica to one receiver: the same, others, or nothing. */
    void outgoing(int to, Message message, Consumer<Message> out) {
        out.accept(message);
    }

    /** A message arrives, before the correct replica gets it. */
    void incoming(Message message) {}

    /** The correct replica entered a view. */
    void entered(long view) {}

    /** An input was handled. */
    void settled() {}

    final void acted() {
        actor.acted(kind);
    }
}
