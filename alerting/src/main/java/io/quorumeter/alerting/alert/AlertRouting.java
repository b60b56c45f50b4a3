package io.quorumeter.alerting.alert;

import io.quorumeter.alerting.route.Dispatcher;
import io.quorumeter.alerting.route.Notice;
import io.quorumeter.alerting.route.RoutingFile;
import io.quorumeter.alerting.route.Sent;
import io.quorumeter.alerting.route.Silences;
import io.quorumeter.core.event.Loop;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** The way of alerts through routes to the handlers that have the names of receivers. One thread at a time uses it. */
final class AlertRouting {
    private final RoutingFile routing;
    private final Dispatcher<Alert> dispatcher;

    AlertRouting(RoutingFile routing, Silences silences, InstantSource clock) {
        this.routing = routing;
        this.dispatcher = new Dispatcher<>(routing, silences, clock);
    }

    /**
     * Checks that each receiver has a channel or a handler, and each handler is a receiver.
     *
     * @throws IllegalArgumentException when not
     */
    void check(Set<String> handlers) {
        List<String> missing = new ArrayList<>();
        routing.receivers().forEach((name, receiver) -> {
            if (receiver.isEmpty() && !handlers.contains(name)) {
                missing.add(name);
            }
        });
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("these receivers of the routes have neither a channel nor a handler: "
                    + missing + "; give them channels in the file, or say handler(\"" + missing.get(0)
                    + "\", …) before start()");
        }
        handlers.forEach(this::check);
    }

    /**
     * Checks that a handler is a receiver.
     *
     * @throws IllegalArgumentException when not
     */
    void check(String handler) {
        if (!routing.receivers().containsKey(handler)) {
            throw new IllegalArgumentException(
                    "handler '" + handler + "' would get no alert, since it is no receiver of the routes; they have "
                            + routing.receivers().keySet());
        }
        if (!Objects.requireNonNull(routing.receivers().get(handler)).isEmpty()) {
            throw new IllegalArgumentException(
                    "handler '" + handler + "' is a receiver with channels; give it a receiver of "
                            + "its own, such as by a route with 'continue: true'");
        }
    }

    /** Takes an alert that begins, has changed, or is over. */
    void take(Alert alert) {
        if (alert.isFiring()) {
            dispatcher.fire(alert.id(), alert.allLabels(), alert, alert.firedAt(), alert.receivers());
        } else {
            dispatcher.resolve(alert.id(), alert);
        }
    }

    /** Sets what receivers know from before the process started; the alerts of then come after it. */
    void resume(Collection<Sent> sent) {
        dispatcher.resume(sent);
    }

    /** Takes an alert that began and ended before. */
    void takeOver(Alert over) {
        dispatcher.fire(over.id(), over.allLabels(), over, over.firedAt(), over.receivers());
        dispatcher.resolve(over.id(), over);
    }

    void acknowledge(String id, Instant at) {
        dispatcher.acknowledge(id, at);
    }

    /**
     * Checks that alerts can be sent to receivers that they or their rules name.
     *
     * @throws IllegalArgumentException when not
     */
    void checkNamed(Collection<String> named) {
        named.forEach(name -> {
            if (!routing.receivers().containsKey(name)) {
                throw new IllegalArgumentException("there is no receiver '" + name + "'; the routes have "
                        + routing.receivers().keySet());
            }
        });
    }

    /** Sends the notices whose time has come; returns after how many nanoseconds more may be due. */
    long run(Consumer<Notice<Alert>> receivers) {
        return dispatcher.run(receivers).map(wait -> wait.toNanos()).orElse(Loop.WHEN_WOKEN);
    }
}
