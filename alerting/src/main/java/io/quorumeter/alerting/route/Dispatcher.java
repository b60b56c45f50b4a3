package io.quorumeter.alerting.route;

import io.quorumeter.alerting.channel.Receiver;
import io.quorumeter.promql.model.Labels;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Turns alerts that begin and end into notices for receivers: alerts are routed and grouped, each group looks for changes after its wait
 * and then at its interval, and silences, inhibition and intervals of time keep alerts back. An alert stays in the groups that it came to
 * when it began. What was kept back is notified at the first look at which it no longer is; an alert that was kept back from its beginning
 * to its end is never notified, and the end of one that the receiver knows of is not kept back by a silence or an inhibition.
 *
 * <p>It starts no thread and sets no timer: somebody calls {@link #run} when alerts came and after the time that it returns. One thread at
 * a time uses it.
 *
 * @param <A> an alert
 */
public final class Dispatcher<A> {
    private final RoutingFile routing;
    private final InstantSource clock;
    private final Silences silences;
    private final Inhibitor inhibitor;
    private final Map<String, RoutedAlert<A>> firing = new HashMap<>();
    private final Map<String, Sent> sent = new HashMap<>();

    /** Routes to receivers that alerts name, by the number of the route that they are like and the receiver. */
    private final Map<String, Map<String, Route>> named = new HashMap<>();

    /** By the identity of routes, since two that say the same are two. */
    private final IdentityHashMap<Route, Groups<A>> groups = new IdentityHashMap<>();

    /** Alerts that go to a further receiver unless somebody takes notice of them. */
    private final PriorityQueue<Step<A>> steps = new PriorityQueue<>(Comparator.comparing(Step<A>::due));

    private final PriorityQueue<Group<A>> due = new PriorityQueue<>(Comparator.comparing(Group<A>::due));

    /** When an alert goes to the route of an escalation. */
    private record Step<A>(Instant due, Route route, String id, RoutedAlert<A> alert) {}

    /** The groups of a route, by the labels that their alerts have in common. */
    private record Groups<A>(String number, Map<Labels, Group<A>> byLabels) {}

    /**
     * Creates one to which no alert has come.
     *
     * @param routing where alerts go
     * @param silences which alerts are kept back
     * @param clock the time of waits and intervals
     */
    public Dispatcher(RoutingFile routing, Silences silences, InstantSource clock) {
        this.routing = routing;
        this.silences = silences;
        this.clock = clock;
        this.inhibitor = new Inhibitor(routing.inhibitRules());
        number(routing.root());
    }

    private void number(Route route) {
        groups.put(route, new Groups<>(String.valueOf(groups.size()), new HashMap<>()));
        route.routes().forEach(this::number);
        route.escalation().forEach(step -> number(step.route()));
    }

    /**
     * Sets what receivers know from before the process started; groups that come to be take up theirs. Alerts of then that are over are
     * passed in as if they began and ended.
     *
     * @param known of any groups; what is of none, or of another receiver than its group has now, has no effect
     */
    public void resume(Collection<Sent> known) {
        sent.clear();
        known.forEach(one -> sent.put(one.key(), one));
    }

    /**
     * Takes an alert that begins, or that fires already and has changed.
     *
     * @param id identifies it
     * @param labels decide where it goes
     * @param alert what receivers get
     */
    public void fire(String id, Labels labels, A alert) {
        fire(id, labels, alert, clock.instant(), List.of());
    }

    /**
     * Takes an alert that began at another time, or names its receivers.
     *
     * @param id identifies it
     * @param labels decide where it goes
     * @param alert what receivers get
     * @param since when it began, from which the delays of an escalation count
     * @param receivers where it goes in the place of what routes say, with the grouping and the times of its first route; empty for routes
     */
    public void fire(String id, Labels labels, A alert, Instant since, Collection<String> receivers) {
        RoutedAlert<A> known = firing.get(id);
        if (known != null) {
            known.alert = alert;
            return;
        }
        RoutedAlert<A> routed = new RoutedAlert<>(labels, alert);
        firing.put(id, routed);
        inhibitor.add(labels);
        for (Route route : receivers.isEmpty() ? routing.root().match(labels) : named(labels, receivers)) {
            group(route, route.group(labels)).add(id, routed);
            route.escalation()
                    .forEach(step -> steps.add(new Step<>(since.plus(step.after()), step.route(), id, routed)));
        }
    }

    /** Returns routes to receivers by their names, each like the first one that takes these labels. */
    private List<Route> named(Labels labels, Collection<String> receivers) {
        Route first = routing.root().match(labels).get(0);
        String number = groups(first).number;
        Map<String, Route> byName = named.computeIfAbsent(number, any -> new HashMap<>());
        return receivers.stream()
                .distinct()
                .map(name -> byName.computeIfAbsent(name, any -> {
                    Route route = first.to(name, first.groupWait());
                    groups.put(route, new Groups<>(number + " " + name, new HashMap<>()));
                    return route;
                }))
                .toList();
    }

    /**
     * Notes that somebody took notice of an alert: its groups are not reminded until something in them changes, and it goes to no further
     * receiver. No-op if it does not fire.
     *
     * @param id identifies it
     * @param at when that was
     */
    public void acknowledge(String id, Instant at) {
        RoutedAlert<A> alert = firing.get(id);
        if (alert != null) {
            alert.acknowledgedAt = at;
        }
    }

    /**
     * Takes an alert that is over; one that does not fire is ignored.
     *
     * @param id identifies it
     * @param alert what receivers get
     */
    public void resolve(String id, A alert) {
        RoutedAlert<A> over = firing.remove(id);
        if (over != null) {
            over.alert = alert;
            over.firing = false;
            inhibitor.remove(over.labels);
        }
    }

    /**
     * Looks at the groups whose time has come.
     *
     * @param receivers takes the notices
     * @return after how long it is called again if no alert comes before; empty if there is no group
     */
    public Optional<Duration> run(Consumer<Notice<A>> receivers) {
        Instant now = clock.instant();
        while (!steps.isEmpty() && !steps.peek().due.isAfter(now)) {
            Step<A> step = steps.remove();
            if (step.alert.firing && step.alert.acknowledgedAt == null) {
                group(step.route, step.route.group(step.alert.labels)).add(step.id, step.alert);
            }
        }
        while (!due.isEmpty() && !due.peek().due().isAfter(now)) {
            Group<A> group = due.remove();
            group.look(now, this::isKeptBack).ifPresent(receivers);
            if (group.isEmpty()) {
                groups(group.route).byLabels.remove(group.labels);
            } else {
                due.add(group);
            }
        }
        return Stream.concat(
                        due.stream().limit(1).map(Group::due),
                        steps.stream().limit(1).map(Step::due))
                .min(Comparator.naturalOrder())
                .map(next -> Duration.between(now, next));
    }

    private boolean isKeptBack(Labels labels) {
        return silences.isSilenced(labels) || inhibitor.isInhibited(labels);
    }

    private Group<A> group(Route route, Labels labels) {
        Groups<A> ofRoute = groups(route);
        return ofRoute.byLabels.computeIfAbsent(labels, any -> {
            String key = ofRoute.number + labels.toString();
            Group<A> group = new Group<>(route, labels, key, wantsResolved(route), clock.instant());
            Sent before = sent.remove(key);
            if (before != null && before.receiver().equals(route.receiver())) {
                group.resume(before);
            }
            due.add(group);
            return group;
        });
    }

    private boolean wantsResolved(Route route) {
        Receiver receiver = routing.receivers().get(route.receiver());
        return receiver == null || receiver.wantsResolved();
    }

    private Groups<A> groups(Route route) {
        return Objects.requireNonNull(groups.get(route));
    }
}
