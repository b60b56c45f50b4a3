package io.quorumeter.core.event;

import io.quorumeter.Counter;

/**
 * The counts of a consumer of events.
 *
 * @param errors what it threw
 * @param queueFull events dropped because its mailbox was full
 * @param error events that it threw on
 * @param disabled events that waited when it ended its subscription
 */
public record ConsumerCounts(Counter errors, Counter queueFull, Counter error, Counter disabled) {
    void dropped(Mailbox.Drop why) {
        (why == Mailbox.Drop.QUEUE_FULL ? queueFull : disabled).increment();
    }
}
