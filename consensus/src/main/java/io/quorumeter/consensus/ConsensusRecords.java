package io.quorumeter.consensus;

import static io.quorumeter.consensus.ConsensusFamilies.BYZANTINE_EVIDENCE;
import static io.quorumeter.consensus.ConsensusFamilies.CONSENSUS_INFO;
import static io.quorumeter.consensus.ConsensusFamilies.DELTA;
import static io.quorumeter.consensus.ConsensusFamilies.PROTOCOL_ANOMALIES;
import static io.quorumeter.consensus.ConsensusFamilies.SAFETY_VIOLATIONS;
import static io.quorumeter.consensus.NodeFamilies.MEMPOOL_INCLUDED;
import static java.util.Objects.requireNonNull;

import io.quorumeter.Bounds;
import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.LabelValue;
import io.quorumeter.MetricDeclarationException;
import io.quorumeter.MetricsCollector;
import io.quorumeter.consensus.safety.Evidence;
import io.quorumeter.consensus.safety.SafetyEvent;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The parts of {@link ConsensusMetrics}, what is read from them, and the record methods for code that has no events. A node uses the events
 * or the record methods, not both for the same facts, or they count twice. Those of {@link HotStuff2Events#metrics} also feed {@link
 * HotStuff2Events#validators}. A record method that is given null for what it is about counts nothing. One that has no time as an argument
 * reads the clock where a time is kept.
 */
abstract class ConsensusRecords {
    private static final int UNKNOWN = -1;

    final ViewMetrics views;
    final ProposalMetrics proposals;
    final VoteMetrics votes;
    final CertificateMetrics certificates;
    final SafetyStateMetrics safetyState;
    final CommitMetrics commits;
    final PacemakerMetrics pacemaker;
    final ProposalTimes proposalTimes;
    final ViewChanges viewChanges;
    final VoteTimes voteTimes;
    final BlockMetrics blocks;
    final SyncMetrics sync;
    final ValidatorSchedule schedule;
    final Following following = new Following();
    final boolean pipelined;

    private final By<SafetyViolation, Counter> violations;
    private final By<ByzantineAct, Counter> acts;
    private final By<ProtocolAnomaly, Counter> anomalies;
    private final Counter included;
    private final MetricsCollector metrics;
    private final UnixClock clock;
    private final int observer;
    private @Nullable ValidatorMetrics validators;

    ConsensusRecords(MetricsCollector metrics, Protocol protocol, UnixClock clock) {
        this.metrics = metrics;
        requireNonNull(clock, "clock");
        Bounds protocolTimes =
                Bounds.relativeTo(requireNonNull(protocol, "protocol").delta());
        CONSENSUS_INFO.on(metrics, LabelValue.of(protocol.variant()), SdkVersion.VERSION, protocol.version());
        pipelined = protocol.variant() == ProtocolVariant.PIPELINED;
        schedule = new ValidatorSchedule(protocol);
        proposals = new ProposalMetrics(metrics);
        safetyState = new SafetyStateMetrics(metrics);
        votes = new VoteMetrics(metrics);
        certificates = certificates(metrics, protocol, protocolTimes, schedule);
        views = new ViewMetrics(metrics, protocolTimes, clock);
        commits = new CommitMetrics(metrics, protocolTimes, clock, following);
        pacemaker = new PacemakerMetrics(metrics, protocolTimes, protocol.delta(), following);
        proposalTimes = new ProposalTimes(metrics, protocolTimes, clock, following);
        viewChanges = new ViewChanges(metrics, protocolTimes, following);
        voteTimes = new VoteTimes(metrics, protocolTimes, schedule, following);
        blocks = new BlockMetrics(metrics, protocolTimes);
        sync = new SyncMetrics(metrics);
        violations = SAFETY_VIOLATIONS.on(metrics);
        acts = BYZANTINE_EVIDENCE.on(metrics);
        anomalies = PROTOCOL_ANOMALIES.on(metrics);
        included = MEMPOOL_INCLUDED.on(metrics);
        this.clock = clock;
        observer = protocol.ownIndex();
    }

    /** The first of the families whose bounds follow Δ. */
    private static CertificateMetrics certificates(
            MetricsCollector metrics, Protocol protocol, Bounds protocolTimes, ValidatorSchedule schedule) {
        try {
            return new CertificateMetrics(metrics, protocolTimes, schedule);
        } catch (MetricDeclarationException contradiction) {
            OptionalDouble known = metrics.snapshot().value(DELTA.name());
            double delta = protocol.delta().toNanos() / 1e9;
            if (known.isEmpty() || known.getAsDouble() == delta) {
                throw contradiction;
            }
            throw new MetricDeclarationException("this collector already has a replica with Δ = " + known.getAsDouble()
                    + " s, and the new one has Δ = " + delta + " s: make a collector for each replica");
        }
    }

    /** Has the record methods say as well who takes part, who is heard and who is accused. */
    final void feed(ValidatorMetrics metrics) {
        validators = metrics;
    }

    /**
     * Without events: this replica proposed a block.
     *
     * @param height its height
     * @param view the view that it leads
     * @param transactions how many transactions it holds, 0 or more
     */
    public void recordBlockProposed(long height, long view, int transactions) {
        proposals.recorded(height, view);
        included(transactions);
        ValidatorMetrics fed = validators;
        if (fed != null) {
            fed.proposalSent(new SentProposal(view, BlockId.NONE, height, BlockId.NONE, -1, clock.nanos()));
        }
    }

    /**
     * Without events: a block was committed by consensus. Told again of a height, or of a lower one, it does nothing.
     *
     * @param height its height
     * @param view the view that it was proposed in
     * @param transactions how many transactions it holds, 0 or more
     * @param latency from its proposal to its commit, zero or more
     */
    public void recordBlockCommitted(long height, long view, int transactions, Duration latency) {
        committed(height, view, Math.max(transactions, 0), latency);
    }

    /**
     * Does the same for a block of which it is not known how many transactions it holds; it adds none to their total.
     *
     * @param height its height
     * @param view the view that it was proposed in
     * @param latency from its proposal to its commit, zero or more
     */
    public void recordBlockCommitted(long height, long view, Duration latency) {
        committed(height, view, UNKNOWN, latency);
    }

    private void committed(long height, long view, int transactions, Duration latency) {
        CommittedBlock block = new CommitFact(
                height,
                BlockId.NONE,
                BlockId.NONE,
                view,
                UNKNOWN,
                UNKNOWN,
                CommitPath.LIVE,
                transactions,
                UNKNOWN,
                clock.nanos());
        if (commits.isNew(block)) {
            long age = latency == null ? UNKNOWN : nanos(latency);
            commits.committed(block, true, age);
            blocks.recorded(block, age);
            if (validators != null) {
                validators.blockCommitted(block);
            }
            publish(block);
        }
    }

    /**
     * Without events: how long this leader took to put a proposal together.
     *
     * @param duration zero or more
     */
    public void recordBlockProposalTime(Duration duration) {
        if (duration != null) {
            proposalTimes.built(nanos(duration));
        }
    }

    /**
     * Without events: the replica went on to a higher view. One that is not higher is counted as the anomaly {@code malformed}.
     *
     * @param from the view left
     * @param to the view entered, above {@code from}
     * @param reason the evidence
     */
    public void recordViewChange(long from, long to, ViewCause reason) {
        if (to <= from || reason == null) {
            anomalies.of(ProtocolAnomaly.MALFORMED).increment();
            return;
        }
        long now = clock.nanos();
        boolean isNews = to != views.currentView();
        views.left(from, reason.isFault() ? ViewOutcome.TIMED_OUT : ViewOutcome.CERTIFIED, now);
        views.entered(to, reason, now);
        pacemaker.entered(to, following.entered(to, from, reason, now));
        if (isNews) {
            announceEntered(to, from, reason, now);
        }
    }

    private void announceEntered(long view, long previous, ViewCause cause, long nanos) {
        publishEntered(view, previous, cause, nanos);
        if (validators != null) {
            validators.viewEntered(view, previous, cause, UNKNOWN, nanos);
        }
    }

    /**
     * Without events: how long a change of views took, from leaving a failed one to the first valid proposal or certificate of the next.
     *
     * @param reason the evidence by which the new view was entered
     * @param duration zero or more
     */
    public void recordViewChangeDuration(ViewCause reason, Duration duration) {
        if (reason != null && duration != null) {
            viewChanges.recorded(reason, nanos(duration));
        }
    }

    /**
     * Without events: the view that the replica is in. A higher one than before is entered; views in between are not counted as skipped,
     * because the replica may have been in them. A lower one is counted as the anomaly {@code malformed}.
     *
     * @param view the view
     */
    public void updateCurrentView(long view) {
        long before = views.currentView();
        if (view < before) {
            anomalies.of(ProtocolAnomaly.MALFORMED).increment();
        } else if (view > before) {
            long now = clock.nanos();
            views.update(view, now);
            pacemaker.entered(view, 0);
            announceEntered(view, before, ViewCause.OTHER, now);
        }
    }

    /**
     * Without events: the view timer expired before a proposal came.
     *
     * @param view the current view, which is no label
     */
    public void recordLivenessTimeout(long view) {
        timedOut(view, TimeoutPhase.AWAITING_PROPOSAL, clock.nanos());
    }

    /**
     * Without events: a vote of this replica was sent.
     *
     * @param phase first or second vote
     * @param view its view
     */
    public void recordVoteSent(VotePhase phase, long view) {
        votes.sent(view, phase);
        if (validators != null && phase != null) {
            validators.voteSent(view, phase, BlockId.NONE, UNKNOWN, clock.nanos());
        }
    }

    /**
     * Without events: a valid vote was received and counted. Its sender takes part in the view; two votes of one view cannot be compared
     * without their blocks, which {@link HotStuff2Events#voteReceived} takes.
     *
     * @param phase first or second vote
     * @param view its view
     * @param validator the index of its sender
     */
    public void recordVoteReceived(VotePhase phase, long view, int validator) {
        votes.received(phase, VoteResult.ACCEPTED);
        if (validators != null && phase != null) {
            validators.recordVote(view, phase, validator, clock.nanos());
        }
    }

    /**
     * Without a safety monitor: an invariant is broken. Counted, and published as a {@link SafetyEvent}, which alerts wait for.
     *
     * @param type which
     * @param view the view in which it came to pass; of commits and states ({@code CONFLICTING_COMMIT}, {@code COMMIT_GAP},
     *     {@code COMMIT_WITHOUT_CERTIFICATE}, {@code STATE_DIVERGENCE}) the height
     */
    public void recordSafetyViolation(SafetyViolation type, long view) {
        if (type != null) {
            violations.of(type).increment();
            publish(evidence(type, view, UNKNOWN));
        }
    }

    /**
     * Without a safety monitor: a validator did what only a faulty one does. Counted, published as a {@link SafetyEvent}, and held against
     * the validator's reputation.
     *
     * @param type what it did
     * @param validator its index
     */
    public void recordByzantineBehavior(ByzantineAct type, int validator) {
        if (type != null) {
            acts.of(type).increment();
            Evidence found = evidence(type, views.currentView(), validator);
            if (validators != null) {
                validators.recordEvidence(found);
            }
            publish(found);
        }
    }

    /**
     * Something is suspicious that the safety monitor cannot see or nobody can prove: a validator that withholds or floods, for example.
     * Counted, and held against nobody. Safe from any thread.
     *
     * @param type what it looks like
     */
    public void recordAnomaly(ProtocolAnomaly type) {
        if (type != null) {
            anomalies.of(type).increment();
        }
    }

    /**
     * A received vote was processed. There is no event for it, since only the host knows when it is done with a vote; tell of a sample
     * where reading a clock for each is too much. Safe from any thread.
     *
     * @param phase first or second vote
     * @param nanos how long it took, in nanoseconds
     */
    public void voteProcessed(VotePhase phase, long nanos) {
        voteTimes.processed(phase, nanos);
    }

    /**
     * Where the families are declared.
     *
     * @return the collector
     */
    public MetricsCollector collector() {
        return metrics;
    }

    /**
     * The view that the replica is in.
     *
     * @return the view, 0 before the first; always 0 on a collector that keeps nothing
     */
    public long currentView() {
        return views.currentView();
    }

    /**
     * The last committed height.
     *
     * @return the height, 0 before the first; always 0 on a collector that keeps nothing
     */
    public long committedHeight() {
        return commits.committedHeight();
    }

    /**
     * The view of the lock.
     *
     * @return the view, 0 for genesis; always 0 on a collector that keeps nothing
     */
    public long lockedView() {
        return safetyState.lockedView();
    }

    /**
     * The view of the highest quorum certificate known.
     *
     * @return the view, 0 for genesis
     */
    public long highQcView() {
        return certificates.highQcView();
    }

    /**
     * Whether the view timer expired three times or more in the current view: no timeout certificate comes about.
     *
     * @return true until the next view is entered
     */
    public boolean isStuckInView() {
        return views.isStuck();
    }

    final void included(int transactions) {
        included.increment(Math.max(transactions, 0));
    }

    final void publishEntered(long view, long previous, ViewCause cause, long nanos) {
        if (isHeard(ViewEntered.class)) {
            publish(new ViewEntered(view, previous, cause, nanos));
        }
    }

    final void timedOut(long view, TimeoutPhase phase, long nanos) {
        if (isHeard(LocalTimeout.class)) {
            publish(new LocalTimeout(view, phase, nanos));
        }
        if (views.timedOut(phase)) {
            publish(new StuckView(view));
        }
    }

    private boolean isHeard(Class<?> event) {
        return metrics.events().isHeard(event);
    }

    final void publish(Object event) {
        metrics.events().publish(event);
    }

    private Evidence evidence(Finding type, long view, int validator) {
        long millis = (long) (clock.secondsAt(clock.nanos()) * 1e3);
        ValidatorSetChange set = schedule.of(views.currentView());
        List<String> keys = set.validators().keys();
        String key = validator >= 0 && validator < keys.size() ? keys.get(validator) : "";
        return new Evidence(type, view, validator, key, set.epoch(), List.of(), millis, observer, SdkVersion.VERSION);
    }

    private void publish(Evidence found) {
        publish(new SafetyEvent(found));
    }

    private static long nanos(Duration duration) {
        try {
            return Math.max(duration.toNanos(), 0);
        } catch (ArithmeticException longerThanALongHolds) {
            return Long.MAX_VALUE;
        }
    }
}
