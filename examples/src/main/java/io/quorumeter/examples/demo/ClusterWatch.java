package io.quorumeter.examples.demo;

import io.quorumeter.LabelValue;
import io.quorumeter.Labels;
import io.quorumeter.MetricsCollector;
import io.quorumeter.ValidatorSet;
import io.quorumeter.alerting.alert.Alert;
import io.quorumeter.alerting.alert.AlertManager;
import io.quorumeter.alerting.alert.AlertText;
import io.quorumeter.alerting.alert.Severity;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.safety.ClusterObserver;
import io.quorumeter.consensus.safety.Evidence;
import io.quorumeter.consensus.safety.ObservationDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts together what the replicas saw, and tells of what no single one of them can see: a leader that shows one block to some and another
 * to others, or a fork. An alert is over when its validator has done nothing of the kind for {@link #QUIET}. The demo's thread only.
 */
final class ClusterWatch implements AutoCloseable {

    /** How long nothing must happen until an alert is over. */
    static final Duration QUIET = Duration.ofMinutes(5);

    private final ClusterObserver observer;
    private final AlertManager alerts;
    private final Map<String, Instant> lastSeen = new HashMap<>();
    private int violations;
    private int acts;

    /**
     * Begins with nothing seen.
     *
     * @param keys the public keys of the validators
     * @param listener told of alerts
     */
    ClusterWatch(List<String> keys, AlertListener listener) {
        observer = new ClusterObserver(Protocol.basic().validators(ValidatorSet.ofKeys(keys)));
        alerts = AlertManager.on(MetricsCollector.noop())
                .handler("cluster", alert -> listener.alert(AlertListener.CLUSTER, AlertText.line(alert)))
                .start();
    }

    /** Takes what replicas saw since the last time, as of now. */
    void look(Collection<ObservationDigest> digests, Instant now) {
        observer.merge(digests);
        List<Evidence> broken = observer.violations();
        broken.subList(violations, broken.size()).forEach(evidence -> tell(evidence, Severity.CRITICAL, now));
        violations = broken.size();
        List<Evidence> done = observer.evidence();
        done.subList(acts, done.size()).forEach(evidence -> tell(evidence, Severity.WARNING, now));
        acts = done.size();
        lastSeen.entrySet().removeIf(seen -> isOver(seen.getKey(), seen.getValue(), now));
    }

    /** What was seen up to now, and how often. */
    void tell(FoundOut found) {
        found.together(observer.evidence(), observer::count);
    }

    private boolean isOver(String id, Instant seen, Instant now) {
        boolean quiet = seen.plus(QUIET).isBefore(now);
        if (quiet) {
            alerts.resolveAlert(id);
        }
        return quiet;
    }

    private void tell(Evidence evidence, Severity severity, Instant now) {
        String type = LabelValue.of((Enum<?>) evidence.type());
        boolean accuses = evidence.validator() >= 0;
        String name = accuses ? "HotStuff2ByzantineEvidence" : "HotStuff2SafetyViolation";
        Labels labels = accuses
                ? Labels.of("type", type, "validator", Integer.toString(evidence.validator()), "key", evidence.key())
                : Labels.of("type", type);
        String summary = accuses
                ? String.format(
                        "the replicas together saw evidence against validator %d (key %.12s…), first in view %d",
                        evidence.validator(), evidence.key(), evidence.view())
                : "the replicas contradict each other: " + evidence.summary();
        Alert alert = Alert.firing(name, severity, summary, now).withLabels(labels);
        alerts.sendAlert(alert);
        lastSeen.put(alert.id(), now);
    }

    @Override
    public void close() {
        alerts.close();
    }
}
