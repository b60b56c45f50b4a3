package io.quorumeter.alerting.route;

import io.quorumeter.promql.model.Labels;
import java.util.ArrayList;
import java.util.List;

/**
 * What a receiver is notified of: the alerts of one group.
 *
 * @param <A> an alert
 * @param key identifies the group; the same in all its notices, and another one for each other group
 * @param receiver who is notified
 * @param group the labels that all alerts of the group have in common
 * @param reason why it is sent
 * @param firing all alerts of the group that fire and are not kept back
 * @param begun those of {@code firing} that the last notice did not have
 * @param ended alerts of earlier notices that are over; each is in one notice only
 */
public record Notice<A>(
        String key, String receiver, Labels group, Reason reason, List<A> firing, List<A> begun, List<A> ended) {
    /** Why a group is notified. */
    public enum Reason {
        /** Alerts fire and the receiver knows of none. */
        FIRST,
        /** More alerts fire than the receiver knows of. */
        MORE,
        /** Some alerts are over, and others fire. */
        FEWER,
        /** The last alerts are over. */
        OVER,
        /** Nothing has changed for as long as the repeat interval. */
        REPEAT
    }

    /**
     * Copies the lists.
     *
     * @param key identifies the group; the same in all its notices, and another one for each other group
     * @param receiver who is notified
     * @param group the labels that all alerts of the group have in common
     * @param reason why it is sent
     * @param firing all alerts of the group that fire and are not kept back
     * @param begun those of {@code firing} that the last notice did not have
     * @param ended alerts of earlier notices that are over; each is in one notice only
     */
    public Notice {
        firing = List.copyOf(firing);
        begun = List.copyOf(begun);
        ended = List.copyOf(ended);
    }

    /** {@return what a receiver of single alerts gets: those that began, or in a reminder all that fire, and then those that are over} */
    public List<A> news() {
        List<A> news = new ArrayList<>(reason == Reason.REPEAT ? firing : begun);
        news.addAll(ended);
        return news;
    }
}
