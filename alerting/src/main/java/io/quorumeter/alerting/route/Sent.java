package io.quorumeter.alerting.route;

import java.time.Instant;
import java.util.Set;

/**
 * What a receiver knows of a group of alerts, as far as that outlives the process.
 *
 * @param key the group's {@link Notice#key}
 * @param receiver who was notified
 * @param at when the last notice was delivered
 * @param shown identities of the alerts of that notice that fire
 * @param doubtful identities of alerts that the receiver may know of besides: they were kept back since, or their notice was under way when
 *     the process ended. If they fire, they are sent again; if they are over, so is that
 */
public record Sent(String key, String receiver, Instant at, Set<String> shown, Set<String> doubtful) {
    /**
     * Copies the sets.
     *
     * @param key the group's {@link Notice#key}
     * @param receiver who was notified
     * @param at when the last notice was delivered
     * @param shown identities of the alerts of that notice that fire
     * @param doubtful identities of alerts that the receiver may know of besides
     */
    public Sent {
        shown = Set.copyOf(shown);
        doubtful = Set.copyOf(doubtful);
    }
}
