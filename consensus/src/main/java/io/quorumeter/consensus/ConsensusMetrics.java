package io.quorumeter.consensus;

import io.quorumeter.MetricsCollector;

/**
 * Turns the events of a replica into metrics: the families of {@link ConsensusFamilies}, and the same values to be read in code.
 *
 * <p>{@link HotStuff2Events#on} makes one and puts it before all other consumers. A node that hands on its events itself calls it
 * like any listener, under the rules of {@link HotStuff2Listener} for threads.
 *
 * <p>An event costs a few counters: no lock, no clock, no look-up by name; only a proposal allocates, one small object. What is remembered
 * is bounded whatever peers send. A repeat of a certificate, an own proposal, a view's entry or a commit is not counted twice. Times
 * that lie before their causes, as clocks of several threads may bring them, are taken as zero. A replica that restarts without its
 * process, as in a simulation, goes on with its counts from the state that it {@link #restored}.
 *
 * <p>Latencies and intervals are those of live consensus. What began before the replica caught up, restarted or skipped views and ended
 * after that is in none of them, nor is a block whose path is {@link CommitPath#SYNC}.
 *
 * <p>Effects are declared to be caused by what comes before them, so no snapshot shows a commit without the proposal and the
 * certificates that were counted before it, nor a certificate without its votes. A block that was fetched rather than proposed here is
 * committed without a proposal to count.
 */
public final class ConsensusMetrics extends ConsensusRecords implements HotStuff2Listener {
    /**
     * Declares the families.
     *
     * @param metrics where they are declared
     * @param protocol what the replica speaks; protocol times have buckets relative to its Δ
     */
    public ConsensusMetrics(MetricsCollector metrics, Protocol protocol) {
        this(metrics, protocol, UnixClock.of(metrics));
    }

    /**
     * Declares the families with clocks of one's own.
     *
     * @param metrics where they are declared
     * @param protocol what the replica speaks; protocol times have buckets relative to its Δ
     * @param clock gives the Unix time of the events' times
     */
    public ConsensusMetrics(MetricsCollector metrics, Protocol protocol, UnixClock clock) {
        super(metrics, protocol, clock);
    }

    @Override
    public void restored(Restored restored) {
        following.restored(restored.nanos());
        views.restored(restored.view());
        votes.restored(restored.lastVotedView());
        safetyState.locked(restored.lockView());
        certificates.raise(restored.lockView());
        proposals.restored();
        viewChanges.restored();
        commits.restored(restored.committedHeight(), restored.committedView());
        pacemaker.restored();
        blocks.restored();
        sync.restored();
    }

    @Override
    public void validatorSetChanged(ValidatorSetChange change) {
        schedule.announce(change, views.currentView());
    }

    @Override
    public void viewEntered(long view, long previous, ViewCause cause, int leader, long nanos) {
        if (!views.entered(view, cause, nanos)) {
            return;
        }
        publishEntered(view, previous, cause, nanos);
        pacemaker.entered(view, following.entered(view, previous, cause, nanos));
        proposalTimes.viewEntered(view, nanos);
        viewChanges.entered(view, cause);
        if (leader >= 0 && leader == schedule.of(view).validators().ownIndex()) {
            boolean responsive = showsTheHighestLock(cause) || safetyState.lockedView() >= view - 1;
            views.enteredAsLeader(responsive ? LeaderMode.RESPONSIVE : LeaderMode.DELTA_WAIT);
        }
    }

    @Override
    public void viewLeft(long view, ViewOutcome outcome, long nanos) {
        if (views.left(view, outcome, nanos)) {
            viewChanges.left(outcome, nanos);
        }
        pacemaker.left();
    }

    @Override
    public void timerArmed(long view, long timeoutNanos) {
        pacemaker.timerArmed(timeoutNanos);
    }

    @Override
    public void leaderWaitStarted(long view, long nanos) {
        pacemaker.leaderWaitStarted(view, nanos);
    }

    @Override
    public void leaderWaitEnded(long view, int statusCount, long nanos) {
        pacemaker.leaderWaitEnded(view, nanos);
    }

    @Override
    public void localTimeout(long view, TimeoutPhase phase, long nanos) {
        timedOut(view, phase, nanos);
    }

    @Override
    public void proposalBuilt(BuiltProposal proposal) {
        commits.known(proposal.id(), proposal.height(), proposal.nanos());
        proposalTimes.built(proposal.buildNanos());
        included(proposal.transactions());
    }

    @Override
    public void proposalSent(SentProposal proposal) {
        commits.known(proposal.id(), proposal.height(), proposal.nanos());
        if (proposals.sent(proposal)) {
            voteTimes.proposed(proposal);
            viewChanges.works(proposal.view(), proposal.nanos());
        }
    }

    @Override
    public void proposalReceived(ReceivedProposal proposal) {
        if (proposal.verification() == Verification.VERIFIED) {
            commits.known(proposal.id(), proposal.height(), proposal.nanos());
            proposalTimes.received(proposal.nanos());
            blocks.reached(BlockStage.RECEIVED, commits.knownSince(proposal.id(), proposal.nanos()));
        }
    }

    @Override
    public void proposalAccepted(long view, BlockId block, long nanos) {
        proposals.decided(ProposalResult.ACCEPTED);
        long sinceKnown = commits.knownSince(block, nanos);
        proposalTimes.accepted(view, nanos, sinceKnown);
        viewChanges.works(view, nanos);
        blocks.reached(BlockStage.VALIDATED, sinceKnown);
    }

    @Override
    public void proposalTimestamp(long view, long headerMillis) {
        proposalTimes.timestamp(headerMillis);
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
        pacemaker.voted(phase);
        blocks.reached(
                phase == VotePhase.VOTE ? BlockStage.VOTED : BlockStage.PREPARED, commits.knownSince(block, nanos));
    }

    @Override
    public void voteWithheld(long view, VotePhase phase, WithheldReason reason) {
        voteTimes.withheld(reason);
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
        voteTimes.received(view, phase, block, result, nanos);
    }

    @Override
    public void voteRejected(long view, VotePhase phase, int validator, VoteResult reason, long ref, long nanos) {
        votes.received(phase, reason);
    }

    @Override
    public void certificateFormed(CertificateEvent certificate) {
        if (certificates.known(certificate, CertificateSource.FORMED)) {
            recordQuorumDelay(certificate);
            voteTimes.formed(certificate);
            certified(certificate);
        }
    }

    @Override
    public void certificateReceived(CertificateEvent certificate) {
        if (certificates.known(certificate, CertificateSource.RECEIVED)) {
            certified(certificate);
        }
    }

    @Override
    public void certificateRejected(
            CertificateKind kind, long view, int sender, CertificateFault reason, long ref, long nanos) {
        certificates.rejected(kind, reason);
    }

    @Override
    public void lockUpdated(long oldView, long newView, BlockId block, LockCause cause, long nanos) {
        safetyState.lockUpdated(newView, cause);
        certificates.raise(newView);
    }

    @Override
    public void safetyStatePersisted(long view, long lastVotedView, long lockView, long durationNanos) {
        safetyState.persisted(durationNanos);
    }

    @Override
    public void safetyStatePersistFailed() {
        safetyState.persistFailed();
        publish(new PersistenceFailure());
    }

    @Override
    public void blockCommitted(CommittedBlock block) {
        if (commits.isNew(block)) {
            boolean live = commits.isLive(block);
            long sinceKnown = live ? commits.knownSince(block.id(), block.nanos()) : -1;
            commits.committed(block, live, sinceKnown);
            blocks.committed(block, sinceKnown);
            publish(block);
        }
    }

    @Override
    public void blockInserted(BlockId block, long height, long payloadBytes) {
        blocks.inserted(block, height, payloadBytes);
    }

    @Override
    public void blockPruned(BlockId block, long height, long payloadBytes, PruneReason reason) {
        commits.pruned(block);
        blocks.pruned(block, reason);
    }

    @Override
    public void blockExecuted(ExecutedBlock block) {
        blocks.executed(block);
    }

    @Override
    public void viewChangeSent(ViewChangeKind kind, long view, long nanos) {
        pacemaker.sent(kind, view, nanos);
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
        pacemaker.received(kind, view, result, nanos);
    }

    @Override
    public void viewChangeRejected(
            ViewChangeKind kind, long view, int validator, ViewChangeResult reason, long ref, long nanos) {
        pacemaker.received(kind, view, reason, nanos);
    }

    @Override
    public void syncStarted(long fromHeight, long toHeight, long nanos) {
        following.syncStarted();
        sync.started(toHeight, nanos);
    }

    @Override
    public void syncProgress(int count) {
        sync.progressed(count);
    }

    @Override
    public void syncEnded(SyncResult result, long nanos) {
        following.syncEnded(nanos);
        sync.ended(nanos);
    }

    @Override
    public void syncRequested(SyncResult result) {
        sync.requested(SyncDirection.SENT, result);
    }

    @Override
    public void syncServed(SyncResult result) {
        sync.requested(SyncDirection.SERVED, result);
    }

    /** Whether no lock can be above what a leader holds that entered its view so: it has the certificate of the view before. */
    private boolean showsTheHighestLock(ViewCause cause) {
        return cause == ViewCause.DOUBLE_CERTIFICATE || (pipelined && cause == ViewCause.QUORUM_CERTIFICATE);
    }

    /**
     * A quorum of first votes is timed from the proposal, sent or (where others collect its votes) received; a quorum of second
     * votes from the certificate voted for, formed and broadcast or received.
     */
    private void recordQuorumDelay(CertificateEvent formed) {
        long now = formed.nanos();
        switch (formed.kind()) {
            case QUORUM -> {
                long sent = following.age(proposals.sentAgo(formed.view(), formed.block(), now), now);
                long delay = sent >= 0 ? sent : commits.knownSince(formed.block(), now);
                if (delay >= 0) {
                    certificates.quorumReached(VotePhase.VOTE, delay);
                }
            }
            case DOUBLE -> {
                long known = certificates.age(CertificateKind.QUORUM, formed.view(), formed.block(), now);
                long delay = following.age(known, now);
                if (delay >= 0) {
                    certificates.quorumReached(VotePhase.VOTE2, delay);
                }
            }
            case TIMEOUT -> {}
        }
    }

    private void certified(CertificateEvent certificate) {
        pacemaker.known(certificate);
        if (certificate.kind() != CertificateKind.TIMEOUT) {
            viewChanges.works(certificate.view(), certificate.nanos());
            boolean quorum = certificate.kind() == CertificateKind.QUORUM;
            blocks.reached(
                    quorum ? BlockStage.CERTIFIED : BlockStage.DOUBLE_CERTIFIED,
                    commits.knownSince(certificate.block(), certificate.nanos()));
        }
    }
}
