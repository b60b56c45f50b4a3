package io.quorumeter.consensus;

import static java.util.Objects.requireNonNull;

import io.quorumeter.MetricsCollector;
import io.quorumeter.consensus.Audiences.Event;
import io.quorumeter.consensus.safety.SafetyMonitor;
import io.quorumeter.consensus.safety.SafetyOptions;

/**
 * What a replica calls to tell what it does; the events and their arguments are described at {@link HotStuff2Listener}.
 * Every consumer gets every event, in the order in which consumers were added; metrics come first.
 *
 * <pre>{@code
 * HotStuff2Events events = HotStuff2Events.on(metrics, Protocol.basic().replicas(4).ownIndex(2));
 * …
 * events.viewEntered(view, previous, ViewCause.DOUBLE_CERTIFICATE, leader, now);
 * }</pre>
 *
 * <p>A call never throws and never blocks, and those of single messages allocate nothing. What a consumer throws is caught and counted
 * here, so that it reaches neither the replica nor the other consumers, and so is an event with a null, of which no consumer is told.
 * Consumers may be added at any time from any thread.
 *
 * <p>What the numbers of a binding show to be wrong is logged once, published as a {@link VariantMismatch} and kept by the safety monitor:
 * a replica that votes without an own index, validators numbered from 1, times that are not those of {@link System#nanoTime()}.
 *
 * <p>Each replica has one of these, on a collector of its own. Two on one collector move the same series, which is noticed only when
 * they have different Δ, and alerts take every {@code SafetyEvent} on the collector.
 */
public final class HotStuff2Events extends EventFanout {
    private final ConsensusMetrics metrics;
    private final ValidatorMetrics validators;
    private final SafetyMonitor safety;
    private final BlockTimeline timeline;

    private HotStuff2Events(MetricsCollector collector, Protocol protocol, UnixClock clock, SafetyOptions options) {
        super(requireNonNull(collector, "metrics"));
        requireNonNull(options, "options");
        metrics = new ConsensusMetrics(collector, protocol, clock);
        validators = new ValidatorMetrics(collector, protocol, clock);
        timeline = new BlockTimeline(protocol, clock);
        boolean watched = collector.isEnabled() && options.isEnabled();
        safety = watched ? new SafetyMonitor(collector, protocol, clock, options) : SafetyMonitor.idle();
        if (collector.isEnabled()) {
            metrics.feed(validators);
            listen("metrics", metrics);
            listen("validators", validators);
            listen("timeline", timeline);
        }
        if (watched) {
            safety.onEvidence(validators::recordEvidence);
            validators.faults().onOutside(safety::signedOutside);
            validators.faults().onMismatch(safety::bindingMismatch);
            listen("safety", safety);
        }
    }

    /**
     * Events that feed metrics, and with the collector's clocks. On a collector that keeps nothing they feed only the
     * listeners that are added.
     *
     * @param metrics where the families are declared, those of one replica; the events' times are by its nanosecond clock, {@code
     *     System.nanoTime()} unless said
     * @param protocol what the replica speaks
     * @return a new instance, with metrics and a safety monitor as its consumers
     */
    public static HotStuff2Events on(MetricsCollector metrics, Protocol protocol) {
        return on(metrics, protocol, UnixClock.of(metrics));
    }

    /**
     * Events that feed metrics, with clocks of one's own.
     *
     * @param metrics where the families are declared, those of one replica
     * @param protocol what the replica speaks
     * @param clock gives the Unix time of the events' times
     * @return a new instance, with metrics and a safety monitor as its consumers
     */
    public static HotStuff2Events on(MetricsCollector metrics, Protocol protocol, UnixClock clock) {
        return on(metrics, protocol, clock, SafetyOptions.standard());
    }

    /**
     * Events that feed metrics, and a safety monitor that watches as told.
     *
     * @param metrics where the families are declared, those of one replica
     * @param protocol what the replica speaks
     * @param clock gives the Unix time of the events' times
     * @param options how the monitor watches; {@link SafetyOptions#off()} for none
     * @return a new instance, with metrics and the monitor as its consumers
     */
    public static HotStuff2Events on(
            MetricsCollector metrics, Protocol protocol, UnixClock clock, SafetyOptions options) {
        return new HotStuff2Events(metrics, protocol, clock, options);
    }

    /**
     * Events that feed no metrics, only the listeners that are added.
     *
     * @return a new instance without a consumer
     */
    public static HotStuff2Events none() {
        return on(MetricsCollector.noop(), Protocol.basic());
    }

    /**
     * The metrics of the replica, to be read.
     *
     * @return what these events feed; all zero on a collector that keeps nothing
     */
    public ConsensusMetrics metrics() {
        return metrics;
    }

    /**
     * The metrics of its validator set, to be read.
     *
     * @return what these events feed; all zero on a collector that keeps nothing
     */
    public ValidatorMetrics validators() {
        return validators;
    }

    /**
     * The last blocks step by step, to be read.
     *
     * @return what these events feed; empty on a collector that keeps nothing
     */
    public BlockTimeline timeline() {
        return timeline;
    }

    /**
     * What watches over the protocol, to be read.
     *
     * @return the monitor; one that finds nothing when it is switched off or the collector keeps nothing
     */
    public SafetyMonitor safety() {
        return safety;
    }

    /**
     * A vote was received and counted: {@link #voteReceived(long, VotePhase, int, BlockId, long, VoteResult, Verification,
     * long, long)} with {@link VoteResult#ACCEPTED}.
     *
     * @param view its view
     * @param phase first or second vote
     * @param validator the index of its sender
     * @param block the block
     * @param justifyView as in {@link #voteSent}; −1 when the protocol does not sign it
     * @param verification whether its signature was checked
     * @param ref the host's reference to the message, 0 for none
     * @param nanos {@link System#nanoTime()} when it arrived
     */
    public void voteReceived(
            long view,
            VotePhase phase,
            int validator,
            BlockId block,
            long justifyView,
            Verification verification,
            long ref,
            long nanos) {
        voteReceived(view, phase, validator, block, justifyView, VoteResult.ACCEPTED, verification, ref, nanos);
    }

    @Override
    public void proposalReceived(ReceivedProposal proposal) {
        for (HotStuff2Listener listener : audienceOf(Event.PROPOSAL_RECEIVED, Whole.is(proposal))) {
            try {
                listener.proposalReceived(proposal);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void proposalRejected(
            long view,
            int proposer,
            BlockId block,
            Verification verification,
            ProposalResult reason,
            long ref,
            long nanos) {
        for (HotStuff2Listener listener :
                audienceOf(Event.PROPOSAL_REJECTED, block != null && verification != null && reason != null)) {
            try {
                listener.proposalRejected(view, proposer, block, verification, reason, ref, nanos);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void proposalTimestamp(long view, long headerMillis) {
        for (HotStuff2Listener listener : audienceOf(Event.PROPOSAL_TIMESTAMP)) {
            try {
                listener.proposalTimestamp(view, headerMillis);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
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
        for (HotStuff2Listener listener : audienceOf(
                Event.VOTE_RECEIVED, phase != null && block != null && result != null && verification != null)) {
            try {
                listener.voteReceived(view, phase, validator, block, justifyView, result, verification, ref, nanos);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void voteRejected(long view, VotePhase phase, int validator, VoteResult reason, long ref, long nanos) {
        for (HotStuff2Listener listener : audienceOf(Event.VOTE_REJECTED, phase != null && reason != null)) {
            try {
                listener.voteRejected(view, phase, validator, reason, ref, nanos);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void certificateReceived(CertificateEvent certificate) {
        for (HotStuff2Listener listener : audienceOf(Event.CERTIFICATE_RECEIVED, Whole.is(certificate))) {
            try {
                listener.certificateReceived(certificate);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void certificateRejected(
            CertificateKind kind, long view, int sender, CertificateFault reason, long ref, long nanos) {
        for (HotStuff2Listener listener : audienceOf(Event.CERTIFICATE_REJECTED, kind != null && reason != null)) {
            try {
                listener.certificateRejected(kind, view, sender, reason, ref, nanos);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void viewChangeReceived(
            ViewChangeKind kind,
            long view,
            int validator,
            long lockView,
            ViewChangeResult result,
            Verification verification,
            long ref,
            long nanos) {
        for (HotStuff2Listener listener :
                audienceOf(Event.VIEW_CHANGE_RECEIVED, kind != null && result != null && verification != null)) {
            try {
                listener.viewChangeReceived(kind, view, validator, lockView, result, verification, ref, nanos);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void viewChangeRejected(
            ViewChangeKind kind, long view, int validator, ViewChangeResult reason, long ref, long nanos) {
        for (HotStuff2Listener listener : audienceOf(Event.VIEW_CHANGE_REJECTED, kind != null && reason != null)) {
            try {
                listener.viewChangeRejected(kind, view, validator, reason, ref, nanos);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void syncServed(SyncResult result) {
        for (HotStuff2Listener listener : audienceOf(Event.SYNC_SERVED, result != null)) {
            try {
                listener.syncServed(result);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void cryptoDone(CryptoOperation operation, CryptoResult result, long durationNanos) {
        for (HotStuff2Listener listener : audienceOf(Event.CRYPTO_DONE, operation != null && result != null)) {
            try {
                listener.cryptoDone(operation, result, durationNanos);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void queueChanged(ProcessingStage queue, int depth) {
        for (HotStuff2Listener listener : audienceOf(Event.QUEUE_CHANGED, queue != null)) {
            try {
                listener.queueChanged(queue, depth);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void queueWaited(ProcessingStage queue, long durationNanos) {
        for (HotStuff2Listener listener : audienceOf(Event.QUEUE_WAITED, queue != null)) {
            try {
                listener.queueWaited(queue, durationNanos);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }

    @Override
    public void peerStateRoot(long height, BlockId stateRoot, int validator, Verification verification) {
        for (HotStuff2Listener listener :
                audienceOf(Event.PEER_STATE_ROOT, stateRoot != null && verification != null)) {
            try {
                listener.peerStateRoot(height, stateRoot, validator, verification);
            } catch (Throwable thrown) {
                failures.threw(listener, thrown);
            }
        }
    }
}
