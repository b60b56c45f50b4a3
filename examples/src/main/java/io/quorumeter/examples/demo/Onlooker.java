package io.quorumeter.examples.demo;

import io.quorumeter.MetricsCollector;
import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.CertificateEvent;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.HotStuff2Listener;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.ReceivedProposal;
import io.quorumeter.consensus.Verification;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.consensus.VoteResult;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.event.EventPublisher;
import io.quorumeter.monitoring.alert.AlertConfig;
import io.quorumeter.monitoring.alert.AlertManager;
import io.quorumeter.monitoring.alert.AlertSetting;
import io.quorumeter.monitoring.alert.AlertText;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Somebody who sees what all replicas of this process receive, as no single one of them does: a leader that shows one block to some and
 * another to others is found only here. What they receive goes over the bus of a collector of its own to a safety monitor of its own, so
 * that no replica waits.
 */
final class Onlooker implements AutoCloseable {

    private record Seen(Consumer<HotStuff2Listener> retold) {}

    private final MetricsCollector collector = Quorumeter.newCollector();
    private final EventPublisher.Subscription subscription;
    private final AlertManager alerts;

    Onlooker(int replicas, AlertListener listener) {
        HotStuff2Events own = HotStuff2Events.on(collector, Protocol.basic().replicas(replicas));
        subscription = collector.events().subscribe("onlooker", Seen.class, seen -> seen.retold.accept(own.safety()));
        alerts = AlertManager.on(collector)
                .config(AlertConfig.defaults() // of evidence alone: it commits nothing itself
                        .with(AlertSetting.MAX_BLOCK_TIME, Duration.ofDays(7))
                        .with(AlertSetting.MIN_TRANSACTION_THROUGHPUT, 0))
                .watch(own.metrics())
                .handler("onlooker", alert -> listener.alert(AlertListener.OBSERVER, AlertText.line(alert)))
                .start();
    }

    /** Sees what this replica receives, from now on. */
    void watch(HotStuff2Events replica) {
        replica.listen("onlooker", new Eyes());
    }

    @Override
    public void close() {
        subscription.close();
        alerts.close();
    }

    private void tell(Consumer<HotStuff2Listener> what) {
        collector.events().publish(new Seen(what));
    }

    private final class Eyes implements HotStuff2Listener {
        @Override
        public void proposalReceived(ReceivedProposal proposal) {
            tell(monitor -> monitor.proposalReceived(proposal));
        }

        @Override
        public void certificateFormed(CertificateEvent certificate) {
            tell(monitor -> monitor.certificateFormed(certificate));
        }

        @Override
        public void certificateReceived(CertificateEvent certificate) {
            tell(monitor -> monitor.certificateReceived(certificate));
        }

        @Override
        public void voteReceived(
                long view,
                VotePhase phase,
                int validator,
                BlockId block,
                long justifyView,
                VoteResult result,
                Verification verification,
                long ref,
                long nanos) {
            tell(monitor ->
                    monitor.voteReceived(view, phase, validator, block, justifyView, result, verification, 0, nanos));
        }
    }
}
