package io.quorumeter.alerting.route;

import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.Matcher;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A node of the tree that decides who is notified of an alert, and when. What a node of the file leaves out is that of its parent.
 *
 * @param matchers what an alert has to meet to come here
 * @param receiver who is notified
 * @param continues whether an alert that came here goes on to the routes after this one, too
 * @param groupBy the labels by which alerts are grouped: without one, all alerts are one group; empty for a group for each alert
 * @param groupWait how long a new group waits for more alerts
 * @param groupInterval how often a group looks for changes
 * @param repeatInterval how long after a notice an unchanged group is notified again
 * @param mute intervals of time without notices
 * @param active where there are any, the only intervals of time with notices
 * @param escalation further receivers of alerts that fire for longer and are not acknowledged
 * @param routes the nodes below, in their order
 */
public record Route(
        List<Matcher> matchers,
        String receiver,
        boolean continues,
        Optional<Set<String>> groupBy,
        Duration groupWait,
        Duration groupInterval,
        Duration repeatInterval,
        List<TimeInterval> mute,
        List<TimeInterval> active,
        List<Escalation> escalation,
        List<Route> routes) {
    /**
     * A step of an escalation.
     *
     * @param after how long an alert fires until then
     * @param route to the further receiver, without a wait
     */
    public record Escalation(Duration after, Route route) {
        Escalation from(Route other) {
            return new Escalation(after, other.to(route.receiver(), Duration.ZERO));
        }
    }

    /** Returns a route like this one to another receiver, with neither routes nor an escalation of its own. */
    Route to(String other, Duration wait) {
        return new Route(
                matchers,
                other,
                false,
                groupBy,
                wait,
                groupInterval,
                repeatInterval,
                mute,
                active,
                List.of(),
                List.of());
    }

    Route with(List<Escalation> steps, List<Route> below) {
        return new Route(
                matchers,
                receiver,
                continues,
                groupBy,
                groupWait,
                groupInterval,
                repeatInterval,
                mute,
                active,
                List.copyOf(steps),
                List.copyOf(below));
    }

    /**
     * {@return the nodes at which an alert arrives, in the order of the file: one or more if it meets this node's conditions, else none}
     *
     * @param labels the alert's labels
     */
    public List<Route> match(Labels labels) {
        List<Route> found = new ArrayList<>();
        if (!Matcher.all(matchers, labels)) {
            return found;
        }
        for (Route route : routes) {
            List<Route> below = route.match(labels);
            found.addAll(below);
            if (!below.isEmpty() && !route.continues) {
                break;
            }
        }
        if (found.isEmpty()) {
            found.add(this);
        }
        return found;
    }

    /**
     * {@return the labels that all alerts of an alert's group have in common}
     *
     * @param labels the alert's labels
     */
    public Labels group(Labels labels) {
        return groupBy.map(names -> labels.filter(names::contains)).orElse(labels);
    }

    /**
     * {@return whether notices are kept back at a moment}
     *
     * @param moment the moment
     */
    public boolean isMuted(Instant moment) {
        return mute.stream().anyMatch(interval -> interval.contains(moment))
                || (!active.isEmpty() && active.stream().noneMatch(interval -> interval.contains(moment)));
    }
}
