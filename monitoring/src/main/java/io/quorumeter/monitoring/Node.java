package io.quorumeter.monitoring;

import io.quorumeter.MetricDescriptor;
import io.quorumeter.alerting.alert.Alert;
import io.quorumeter.alerting.alert.AlertManager;
import io.quorumeter.alerting.route.Silence;
import io.quorumeter.alerting.rule.RuleGroups;
import io.quorumeter.monitoring.http.NodeFacts;
import io.quorumeter.monitoring.scrape.ScrapeTargets;
import io.quorumeter.snapshot.FamilySnapshot;
import io.quorumeter.spi.SteadyClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known of the node, by one clock: the wall clock at the start, and monotonic time since. */
final class Node implements NodeFacts {
    private final Duration interval;
    private final Duration retention;
    private final AlertManager alerts;
    private final ScrapeTargets targets;
    private final SteadyClock clock;
    private final long startedNanos;
    private volatile Tick last;
    private volatile URI uri = URI.create("http://127.0.0.1/");

    Node(SteadyClock clock, Duration interval, Duration retention, AlertManager alerts, ScrapeTargets targets) {
        this.clock = clock;
        this.startedNanos = clock.nanos();
        this.interval = interval;
        this.retention = retention;
        this.alerts = alerts;
        this.targets = targets;
        this.last = new Tick(now(), Duration.ZERO, List.of());
    }

    Instant now() {
        return clock.instant();
    }

    void servedAt(URI address) {
        uri = address;
    }

    void ticked(Instant at, List<FamilySnapshot> families) {
        List<MetricDescriptor> known =
                families.stream().map(FamilySnapshot::descriptor).toList();
        last = new Tick(at, Duration.between(at, now()), known);
    }

    @Override
    public Instant startedAt() {
        return clock.at(startedNanos);
    }

    @Override
    public Duration uptime() {
        return Duration.ofNanos(clock.nanos() - startedNanos);
    }

    @Override
    public Tick lastTick() {
        return last;
    }

    @Override
    public Duration interval() {
        return interval;
    }

    @Override
    public Duration retention() {
        return retention;
    }

    @Override
    public URI uri() {
        return uri;
    }

    @Override
    public List<Alert> alerts() {
        return alerts.activeAlerts();
    }

    @Override
    public AlertHistory alertHistory() {
        return new AlertHistory(alerts.history(), alerts.timesToResolve());
    }

    @Override
    public Map<String, Instant> acknowledged() {
        return alerts.acknowledged();
    }

    @Override
    public Optional<String> maintenance() {
        return (alerts.isRouted() ? alerts.silences().ofEverything() : Optional.<Silence>empty())
                .map(silence -> silence.comment() + ", until " + silence.endsAt() + ", by " + silence.createdBy());
    }

    @Override
    public List<ScrapeTargets.Status> targets() {
        return targets.status();
    }

    @Override
    public List<RuleGroups.Evaluated> rules() {
        return alerts.rules();
    }
}
