package io.quorumeter.alerting.channel;

import io.quorumeter.core.delivery.Target;
import java.time.Duration;

/** An open channel: writes messages as records, which contain no secret, and sends them. */
interface Outlet extends Target {
    /** Writes a message as the record that {@link #send} takes. */
    byte[] record(Message message);

    /** How often what is sent is sent again without a message; zero for never. */
    default Duration resendsEach() {
        return Duration.ZERO;
    }

    /** Whether there is something to be sent again. */
    default boolean hasMore() {
        return false;
    }
}
