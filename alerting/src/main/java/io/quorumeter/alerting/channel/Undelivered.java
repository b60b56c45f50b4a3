package io.quorumeter.alerting.channel;

import java.time.Instant;

/**
 * A message that has not reached its receiver.
 *
 * @param channel the receiver and the kind of channel, such as {@code ops/slack}
 * @param title the message in a line
 * @param since when it was first not taken
 * @param reason why, without secrets
 * @param isTriedAgain whether it will be sent again, as well as what waits behind it; otherwise it was dropped
 */
public record Undelivered(String channel, String title, Instant since, String reason, boolean isTriedAgain) {}
