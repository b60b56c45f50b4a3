package io.quorumeter.consensus;

/**
 * Consumes the events that a replica reports. Every method does nothing unless overridden.
 *
 * <p>Events about the replica's own state (views, own proposals and votes, locks, commits, persistence, sync) come from one thread at a
 * time in protocol order. Those about received messages may come concurrently: votes, certificates and view-change messages received or
 * refused, crypto, queues and the state roots of peers. All are called inline: a method returns within a microsecond and waits for no
 * lock. What it throws is caught, counted and once logged: {@link HotStuff2Events#listenerErrors()}. So is an event with a null in it,
 * which is passed to no consumer: {@link BlockId#NONE} stands for no block, {@link Signers#none()} for no signers.
 *
 * <p>A repeat of the same fact, as retransmission brings it, is no new event for the protocol: it is reported with a result of its own or
 * not at all, and is no violation. Times are {@link System#nanoTime()}, once a message; a validator is its index from 0 in its view's set.
 */
public interface HotStuff2Listener {
    /**
     * The replica starts with this durable state. Comes before every other event of a run.
     *
     * @param restored the baseline
     */
    default void restored(Restored restored) {}

    /**
     * From a view on another validator set is current. Up to {@value ValidatorSetChange#MOST_AHEAD} may be announced ahead; one beyond is
     * unknown until announced again. Sets reported before for its view or a later one are void; to report the same set again changes
     * nothing.
     *
     * @param change the set
     */
    default void validatorSetChanged(ValidatorSetChange change) {}

    /**
     * The replica is in a higher view.
     *
     * @param view the view, above {@code previous}
     * @param previous the view left, 0 when there was none
     * @param cause the evidence
     * @param leader the validator that leads the view, −1 when unknown
     * @param nanos {@link System#nanoTime()} of the event
     */
    default void viewEntered(long view, long previous, ViewCause cause, int leader, long nanos) {}

    /**
     * The replica leaves its view, just before it enters a higher one.
     *
     * @param view the view
     * @param outcome how it ended
     * @param nanos {@link System#nanoTime()} of the event
     */
    default void viewLeft(long view, ViewOutcome outcome, long nanos) {}

    /**
     * The view timer runs.
     *
     * @param view the current view
     * @param timeoutNanos its length in nanoseconds
     */
    default void timerArmed(long view, long timeoutNanos) {}

    /**
     * The view timer expired; it may do so several times in one view.
     *
     * @param view the current view
     * @param phase what the replica was waiting for
     * @param nanos {@link System#nanoTime()} of the event
     */
    default void localTimeout(long view, TimeoutPhase phase, long nanos) {}

    /**
     * The replica leads the view without a certificate of the preceding one and waits for locks.
     *
     * @param view the current view
     * @param nanos {@link System#nanoTime()} of the event
     */
    default void leaderWaitStarted(long view, long nanos) {}

    /**
     * The wait is over and the replica may propose.
     *
     * @param view the current view
     * @param statusCount validators whose status came, its own included
     * @param nanos {@link System#nanoTime()} of the event
     */
    default void leaderWaitEnded(long view, int statusCount, long nanos) {}

    /**
     * The replica put a block together.
     *
     * @param proposal the block
     */
    default void proposalBuilt(BuiltProposal proposal) {}

    /**
     * The proposal leaves, once what it depends on is durable.
     *
     * @param proposal the proposal
     */
    default void proposalSent(SentProposal proposal) {}

    /**
     * A proposal by the leader of its view arrived; {@link #proposalAccepted} or {@link #proposalRejected} follows.
     *
     * @param proposal the proposal
     */
    default void proposalReceived(ReceivedProposal proposal) {}

    /**
     * A received proposal is valid and is voted for.
     *
     * @param view its view
     * @param block its block
     * @param nanos {@link System#nanoTime()} of the event
     */
    default void proposalAccepted(long view, BlockId block, long nanos) {}

    /**
     * A proposal is refused; without {@link #proposalReceived} before it when by sender or signature alone.
     *
     * @param view the view that it is for
     * @param proposer the validator it claims to come from, −1 when unknown
     * @param block its block
     * @param verification whether its signature was checked
     * @param reason why; never {@link ProposalResult#ACCEPTED}
     * @param ref the host's reference to the message, 0 for none
     * @param nanos {@link System#nanoTime()} of the event
     */
    default void proposalRejected(
            long view,
            int proposer,
            BlockId block,
            Verification verification,
            ProposalResult reason,
            long ref,
            long nanos) {}

    /**
     * The time that the proposer wrote into an accepted proposal, in protocols that have one.
     *
     * @param view its view
     * @param headerMillis milliseconds of Unix time
     */
    default void proposalTimestamp(long view, long headerMillis) {}

    /**
     * A vote of the replica leaves, once the safety state is durable; sent again, it is not reported again.
     *
     * @param view its view
     * @param phase first or second vote
     * @param block the block
     * @param justifyView view of the certificate that the block extends; second vote: of the certificate voted for
     * @param nanos {@link System#nanoTime()} of the event
     */
    default void voteSent(long view, VotePhase phase, BlockId block, long justifyView, long nanos) {}

    /**
     * The replica decided not to vote where it might have.
     *
     * @param view the view of the proposal or certificate
     * @param phase the vote that is not sent
     * @param reason why
     */
    default void voteWithheld(long view, VotePhase phase, WithheldReason reason) {}

    /**
     * A vote with a good signature arrived, counted or not: whatever the replica did with it, it is evidence of what its sender signed. A
     * leader's for its own block too. One that was counted, or came too late to be, before its signature was checked: unverified.
     *
     * @param view its view
     * @param phase first or second vote
     * @param validator the index of its sender
     * @param block the block
     * @param justifyView as in {@link #voteSent}; −1 when the protocol does not sign it
     * @param result what was done with it: accepted, duplicate, late, stale, future or conflicting
     * @param verification whether its signature was checked
     * @param ref the host's reference to the message, 0 for none
     * @param nanos {@link System#nanoTime()} when it arrived
     */
    default void voteReceived(
            long view,
            VotePhase phase,
            int validator,
            BlockId block,
            long justifyView,
            VoteResult result,
            Verification verification,
            long ref,
            long nanos) {}

    /**
     * A vote was refused whose signature is bad or was not checked, or whose sender is no validator; {@link #voteReceived} is not called
     * for it.
     *
     * @param view its view
     * @param phase first or second vote
     * @param validator the index it claims, −1 when unknown
     * @param reason why
     * @param ref the host's reference to the message, 0 for none
     * @param nanos {@link System#nanoTime()} when it arrived
     */
    default void voteRejected(long view, VotePhase phase, int validator, VoteResult reason, long ref, long nanos) {}

    /**
     * The replica put a certificate together.
     *
     * @param certificate the certificate
     */
    default void certificateFormed(CertificateEvent certificate) {}

    /**
     * A valid certificate arrived that was not known before: by itself, or inside a proposal, vote, status or time-out, as soon as it was
     * found valid, whatever becomes of the message, and before anything that rests on it.
     *
     * @param certificate the certificate
     */
    default void certificateReceived(CertificateEvent certificate) {}

    /**
     * A certificate was found invalid.
     *
     * @param kind the kind that it claims
     * @param view the view that it claims
     * @param sender the validator whose message carried it, −1 when unknown
     * @param reason why
     * @param ref the host's reference to the message, 0 for none
     * @param nanos {@link System#nanoTime()} of the event
     */
    default void certificateRejected(
            CertificateKind kind, long view, int sender, CertificateFault reason, long ref, long nanos) {}

    /**
     * The lock changed.
     *
     * @param oldView the view of the lock before
     * @param newView the view of the lock now
     * @param block the block of the new lock
     * @param cause what changed it
     * @param nanos {@link System#nanoTime()} of the event
     */
    default void lockUpdated(long oldView, long newView, BlockId block, LockCause cause, long nanos) {}

    /**
     * The safety state is durable; what depends on it leaves afterwards.
     *
     * @param view the view in it
     * @param lastVotedView the highest view voted in
     * @param lockView the view of the lock
     * @param durationNanos how long writing and syncing took, in nanoseconds
     */
    default void safetyStatePersisted(long view, long lastVotedView, long lockView, long durationNanos) {}

    /** The safety state could not be made durable; what depends on it does not leave. */
    default void safetyStatePersistFailed() {}

    /**
     * A block is committed.
     *
     * @param block the block
     */
    default void blockCommitted(CommittedBlock block) {}

    /**
     * An uncommitted block is held.
     *
     * @param block the block
     * @param height its height
     * @param payloadBytes the size of its transactions in bytes
     */
    default void blockInserted(BlockId block, long height, long payloadBytes) {}

    /**
     * An uncommitted block is no longer held, other than by a commit.
     *
     * @param block the block
     * @param height its height
     * @param payloadBytes the size of its transactions in bytes
     * @param reason why
     */
    default void blockPruned(BlockId block, long height, long payloadBytes, PruneReason reason) {}

    /**
     * A committed block was executed.
     *
     * @param block the block
     */
    default void blockExecuted(ExecutedBlock block) {}

    /**
     * A wish, time-out or status of the replica leaves; sent again, it is not reported again.
     *
     * @param kind which
     * @param view the view that it is for
     * @param nanos {@link System#nanoTime()} of the event
     */
    default void viewChangeSent(ViewChangeKind kind, long view, long nanos) {}

    /**
     * A wish, time-out or status arrived that was counted or could be.
     *
     * @param kind which
     * @param view the view that it is for
     * @param validator the index of its sender
     * @param lockView the lock that its sender names, −1 when it names none
     * @param result what was done with it: accepted, duplicate or conflicting
     * @param verification whether its signature was checked
     * @param ref the host's reference to the message, 0 for none
     * @param nanos {@link System#nanoTime()} when it arrived
     */
    default void viewChangeReceived(
            ViewChangeKind kind,
            long view,
            int validator,
            long lockView,
            ViewChangeResult result,
            Verification verification,
            long ref,
            long nanos) {}

    /**
     * One was refused; {@link #viewChangeReceived} is not called for it.
     *
     * @param kind which
     * @param view the view that it is for
     * @param validator the index it claims, −1 when unknown
     * @param reason why
     * @param ref the host's reference to the message, 0 for none
     * @param nanos {@link System#nanoTime()} when it arrived
     */
    default void viewChangeRejected(
            ViewChangeKind kind, long view, int validator, ViewChangeResult reason, long ref, long nanos) {}

    /**
     * The replica is far behind and catches up until {@link #syncEnded}.
     *
     * @param fromHeight the last height that it committed
     * @param toHeight the certified height that it aims at
     * @param nanos {@link System#nanoTime()} of the event
     */
    default void syncStarted(long fromHeight, long toHeight, long nanos) {}

    /**
     * Blocks were obtained by sync.
     *
     * @param blocks how many, at least 1
     */
    default void syncProgress(int blocks) {}

    /**
     * The replica has caught up or given up.
     *
     * @param result how it ended
     * @param nanos {@link System#nanoTime()} of the event
     */
    default void syncEnded(SyncResult result, long nanos) {}

    /**
     * A request of this replica for blocks ended.
     *
     * @param result how
     */
    default void syncRequested(SyncResult result) {}

    /**
     * A request of a peer for blocks was answered or refused.
     *
     * @param result how
     */
    default void syncServed(SyncResult result) {}

    /**
     * A cryptographic operation ended.
     *
     * @param operation which
     * @param result how it ended
     * @param durationNanos how long it took in nanoseconds, −1 when it was not measured
     */
    default void cryptoDone(CryptoOperation operation, CryptoResult result, long durationNanos) {}

    /**
     * The length of a queue changed.
     *
     * @param queue which
     * @param depth items waiting, 0 or more
     */
    default void queueChanged(ProcessingStage queue, int depth) {}

    /**
     * An item left a queue.
     *
     * @param queue which
     * @param durationNanos how long it had waited, in nanoseconds
     */
    default void queueWaited(ProcessingStage queue, long durationNanos) {}

    /**
     * A peer named the state that it reached.
     *
     * @param height the height
     * @param stateRoot the digest of its state after that height
     * @param validator the index of the peer
     * @param verification whether its signature was checked
     */
    default void peerStateRoot(long height, BlockId stateRoot, int validator, Verification verification) {}
}
