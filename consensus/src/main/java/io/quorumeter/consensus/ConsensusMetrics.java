package io.quorumeter.consensus;

import static io.quorumeter.consensus.ConsensusFamily.CONSENSUS_INFO;
import static io.quorumeter.consensus.ConsensusFamily.SYNC_IN_PROGRESS;

import io.quorumeter.Bounds;
import io.quorumeter.Gauge;
import io.quorumeter.LabelValue;
import io.quorumeter.Labels;
import io.quorumeter.MetricsCollector;
import io.quorumeter.binding.Families;

/**
 * Turns the events of a replica into metrics: the families of {@link ConsensusFamily}, and the same values to be read in code.
 *
 * <p>{@link HotStuff2Events#on} makes one and puts it before all other consumers. A node that hands on its events itself calls it
 * like any listener, under the rules of {@link HotStuff2Listener} for threads.
 *
 * <p>An event costs a few counters: no lock, no clock, no look-up by name; only a proposal allocates, one small object. What is remembered
 * is bounded whatever peers send. A repeat of a certificate, an own proposal, a view's entry or a commit is not counted twice. Times
 * that lie before their causes, as clocks of several threads may bring them, are taken as zero. A replica that restarts without its
 * process, as in a simulation, goes on with its counts from the state that it {@link #restored}.
 *
 * <p>Effects are declared to be caused by what comes before them, so no snapshot shows a commit without the proposal and the
 * certificates that were counted before it, nor a certificate without its votes. A block that was fetched rather than proposed here is
 * committed without a proposal to count.
 */
public final class ConsensusMetrics implements HotStuff2Listener {
    private final ViewMetrics views;
    private final ProposalMetrics proposals;
    private final VoteMetrics votes;
    private final CertificateMetrics certificates;
    private final SafetyStateMetrics safetyState;
    private final CommitMetrics commits;
    private final Gauge syncInProgress;
    private final OwnIndex ownIndex;
    private final Families families;

    /**
     * Declares the families under the usual prefix {@code hotstuff2_}.
     *
     * @param metrics where they are declared
     * @param protocol what the replica speaks; protocol times have buckets relative to its Δ
     */
    public ConsensusMetrics(MetricsCollector metrics, Protocol protocol) {
        this(metrics, protocol, Families.DEFAULT_PREFIX, UnixClock.system());
    }

    /**
     * Declares the families under a prefix of one's own, with clocks of one's own.
     *
     * @param metrics where they are declared
     * @param protocol what the replica speaks; protocol times have buckets relative to its Δ
     * @param prefix stands before each name
     * @param clock gives the Unix time of the events' times
     */
    public ConsensusMetrics(MetricsCollector metrics, Protocol protocol, String prefix, UnixClock clock) {
        families = new Families(metrics, prefix);
        Bounds protocolTimes = Bounds.relativeTo(protocol.delta());
        families.info(
                CONSENSUS_INFO,
                Labels.of("variant", LabelValue.of(protocol.variant()))
                        .with("sdk_version", SdkVersion.VERSION)
                        .with("protocol_version", protocol.version()));
        proposals = new ProposalMetrics(families);
        safetyState = new SafetyStateMetrics(families);
        votes = new VoteMetrics(families);
        certificates = new CertificateMetrics(families, protocolTimes);
        views = new ViewMetrics(families, protocolTimes, clock);
        commits = new CommitMetrics(families, protocolTimes, clock);
        syncInProgress = families.gauge(SYNC_IN_PROGRESS).create();
        ownIndex = new OwnIndex(protocol.ownIndex());
    }

    @Override
    public void restored(Restored restored) {
        views.restored(restored.view());
        votes.restored(restored.lastVotedView());
        safetyState.locked(restored.lockView());
        certificates.raise(restored.lockView());
        proposals.restored();
        commits.restored(restored.committedHeight(), restored.committedView());
        syncInProgress.set(0L);
    }

    @Override
    public void validatorSetChanged(ValidatorSetChange change) {
        ownIndex.announce(change);
    }

    @Override
    public void viewEntered(long view, long previous, ViewCause cause, int leader, long nanos) {
        int own = ownIndex.inView(view);
        if (views.entered(view, cause, nanos) && leader >= 0 && leader == own) {
            boolean responsive = cause == ViewCause.DOUBLE_CERTIFICATE || certificates.highQcView() >= view - 1;
            views.enteredAsLeader(responsive ? LeaderMode.RESPONSIVE : LeaderMode.DELTA_WAIT);
        }
    }

    @Override
    public void viewLeft(long view, ViewOutcome outcome, long nanos) {
        views.left(view, outcome, nanos);
    }

    @Override
    public void localTimeout(long view, TimeoutPhase phase, long nanos) {
        if (views.timedOut(phase)) {
            families.collector().events().publish(new StuckView(view));
        }
    }

    @Override
    public void proposalBuilt(BuiltProposal proposal) {
        commits.known(proposal.id(), proposal.height(), proposal.nanos());
    }

    @Override
    public void proposalSent(SentProposal proposal) {
        commits.known(proposal.id(), proposal.height(), proposal.nanos());
        proposals.sent(proposal);
    }

    @Override
    public void proposalReceived(ReceivedProposal proposal) {
        if (proposal.verification() == Verification.VERIFIED) {
            commits.known(proposal.id(), proposal.height(), proposal.nanos());
        }
    }

    @Override
    public void proposalAccepted(long view, BlockId block, long nanos) {
        proposals.decided(ProposalResult.ACCEPTED);
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
        proposals.decided(reason);
    }

    @Override
    public void voteSent(long view, VotePhase phase, BlockId block, long justifyView, long nanos) {
        votes.sent(view, phase);
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
        votes.received(phase, result);
    }

    @Override
    public void voteRejected(long view, VotePhase phase, int validator, VoteResult reason, long ref, long nanos) {
        votes.received(phase, reason);
    }

    @Override
    public void certificateFormed(CertificateEvent certificate) {
        if (certificates.known(certificate, CertificateSource.FORMED)) {
            recordQuorumDelay(certificate);
        }
    }

    @Override
    public void certificateReceived(CertificateEvent certificate) {
        certificates.known(certificate, CertificateSource.RECEIVED);
    }

    @Override
    public void certificateRejected(
            CertificateKind kind, long view, int sender, CertificateFault reason, long ref, long nanos) {
        certificates.rejected(kind, reason);
    }

    @Override
    public void lockUpdated(long oldView, long newView, BlockId block, LockCause cause, long nanos) {
        safetyState.locked(newView);
        certificates.raise(newView);
    }

    @Override
    public void safetyStatePersisted(long view, long lastVotedView, long lockView, long durationNanos) {
        safetyState.persisted(durationNanos);
    }

    @Override
    public void safetyStatePersistFailed() {
        safetyState.persistFailed();
        families.collector().events().publish(new PersistenceFailure());
    }

    @Override
    public void blockCommitted(CommittedBlock block) {
        commits.committed(block);
    }

    @Override
    public void blockPruned(BlockId block, long height, long payloadBytes, PruneReason reason) {
        commits.pruned(block);
    }

    @Override
    public void syncStarted(long fromHeight, long toHeight, long nanos) {
        syncInProgress.set(1L);
    }

    @Override
    public void syncEnded(SyncResult result, long nanos) {
        syncInProgress.set(0L);
    }

    /**
     * Where the families are, for who reads them back.
     *
     * @return collector and prefix
     */
    public Families families() {
        return families;
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

    /**
     * A quorum of first votes is timed from the proposal, sent or (where others collect its votes) received; a quorum of second
     * votes from the certificate voted for, formed and broadcast or received.
     */
    private void recordQuorumDelay(CertificateEvent formed) {
        switch (formed.kind()) {
            case QUORUM -> {
                long sent = proposals.sentAgo(formed.view(), formed.block(), formed.nanos());
                long delay = sent >= 0 ? sent : commits.knownSince(formed.block(), formed.nanos());
                if (delay >= 0) {
                    certificates.quorumReached(VotePhase.VOTE, delay);
                }
            }
            case DOUBLE -> {
                CertificateEvent prepared = certificates.find(CertificateKind.QUORUM, formed.view(), formed.block());
                if (prepared != null) {
                    certificates.quorumReached(VotePhase.VOTE2, Math.max(formed.nanos() - prepared.nanos(), 0));
                }
            }
            case TIMEOUT -> {}
        }
    }
}
