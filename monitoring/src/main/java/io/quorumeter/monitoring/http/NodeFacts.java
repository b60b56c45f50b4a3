package io.quorumeter.monitoring.http;

import io.quorumeter.MetricDescriptor;
import io.quorumeter.alerting.alert.Alert;
import io.quorumeter.alerting.alert.TimeToResolve;
import io.quorumeter.alerting.rule.RuleGroups;
import io.quorumeter.monitoring.scrape.ScrapeTargets;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the API says of the node itself. Asked from any thread. */
public interface NodeFacts {
    /**
     * The node's last tick.
     *
     * @param at when it was
     * @param took how long it took
     * @param families what the snapshot had
     */
    record Tick(Instant at, Duration took, List<MetricDescriptor> families) {
        /**
         * Copies the list.
         *
         * @param at when it was
         * @param took how long it took
         * @param families what the snapshot had
         */
        public Tick {
            families = List.copyOf(families);
        }
    }

    /**
     * The alerts that began and ended.
     *
     * @param alerts as handlers were notified, the last one last
     * @param times how long alerts fired, by their names
     */
    record AlertHistory(List<Alert> alerts, Map<String, TimeToResolve> times) {}

    /** {@return when monitoring started} */
    Instant startedAt();

    /** {@return for how long it has run, on a monotonic clock} */
    Duration uptime();

    /** {@return what happened at the last tick} */
    Tick lastTick();

    /** {@return the distance of ticks} */
    Duration interval();

    /** {@return how far back history goes} */
    Duration retention();

    /** {@return where the endpoint is} */
    URI uri();

    /** {@return what fires in the alert manager, with the alerts of rule files that it got} */
    List<Alert> alerts();

    /** {@return what the alert manager remembers} */
    AlertHistory alertHistory();

    /** {@return when somebody took notice of alerts, by their ids} */
    default Map<String, Instant> acknowledged() {
        return Map.of();
    }

    /** {@return the planned work for which all alerts are kept back now, in a sentence} */
    default Optional<String> maintenance() {
        return Optional.empty();
    }

    /** {@return the other nodes whose metrics are read} */
    default List<ScrapeTargets.Status> targets() {
        return List.of();
    }

    /** {@return the groups of rules with their states} */
    List<RuleGroups.Evaluated> rules();
}
