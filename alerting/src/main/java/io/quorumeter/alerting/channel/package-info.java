/**
 * The ways of a notice to people: webhook, Slack, PagerDuty, e-mail and another Alertmanager. A {@code Receiver} of the routing file has
 * {@code Channel}s; a {@code ChannelSender} passes {@code Message}s to one of them, each until the other side has taken or refused it.
 */
@NullMarked
package io.quorumeter.alerting.channel;

import org.jspecify.annotations.NullMarked;
