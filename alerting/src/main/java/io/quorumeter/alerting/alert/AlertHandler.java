package io.quorumeter.alerting.alert;

import io.quorumeter.alerting.route.Notice;

/**
 * Takes alerts to somebody: a pager, a chat, a log. It gets each alert when it begins to fire and when it is over, one at a time and in
 * that order, on a thread that it has for itself: it may block, and delays nobody else. When it throws it is called again with the same
 * alert after a while, until it takes it or the alert is over, so it may get one more than once.
 */
@FunctionalInterface
public interface AlertHandler {
    /**
     * Takes one alert.
     *
     * @param alert what began or is over
     * @throws Exception when it could not be delivered; it is then tried again
     */
    void handle(Alert alert) throws Exception;

    /**
     * Takes a notice: without routes one of a single alert, with them one of a group. As it stands, it passes each alert that began or is
     * over to {@link #handle(Alert)}, and each one that fires when the notice is a reminder. A handler that writes one message for all of
     * them overrides it.
     *
     * @param notice what began, what is over, and everything that fires
     * @throws Exception when it could not be delivered; the whole notice is then tried again
     */
    default void handle(Notice<Alert> notice) throws Exception {
        for (Alert alert : notice.news()) {
            handle(alert);
        }
    }
}
