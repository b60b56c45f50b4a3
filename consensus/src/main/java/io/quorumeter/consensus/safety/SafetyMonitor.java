package io.quorumeter.consensus.safety;

import io.quorumeter.MetricsCollector;
import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.BuiltProposal;
import io.quorumeter.consensus.ByzantineAct;
import io.quorumeter.consensus.CertificateEvent;
import io.quorumeter.consensus.CertificateFault;
import io.quorumeter.consensus.CertificateKind;
import io.quorumeter.consensus.CommittedBlock;
import io.quorumeter.consensus.ExecutedBlock;
import io.quorumeter.consensus.Finding;
import io.quorumeter.consensus.HotStuff2Listener;
import io.quorumeter.consensus.LockCause;
import io.quorumeter.consensus.ProposalResult;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.ProtocolAnomaly;
import io.quorumeter.consensus.ReceivedProposal;
import io.quorumeter.consensus.Restored;
import io.quorumeter.consensus.SafetyViolation;
import io.quorumeter.consensus.SentProposal;
import io.quorumeter.consensus.SyncResult;
import io.quorumeter.consensus.UnixClock;
import io.quorumeter.consensus.ValidatorSetChange;
import io.quorumeter.consensus.VariantMismatch;
import io.quorumeter.consensus.Verification;
import io.quorumeter.consensus.ViewCause;
import io.quorumeter.consensus.ViewChangeKind;
import io.quorumeter.consensus.ViewChangeResult;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.consensus.VoteResult;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches a replica, and what it hears of the others, for what must never happen. {@link
 * io.quorumeter.consensus.HotStuff2Events#on} makes one; an observer outside of the validator set makes its own and hands it events.
 *
 * <p>What is found is of three classes. A {@link SafetyViolation} is a broken invariant: the protocol, or this replica, is at fault. A
 * {@link ByzantineAct} is something that only a faulty validator signs, and is held against it with evidence. A {@link ProtocolAnomaly}
 * may be benign and is counted only. Nobody is accused by a message whose signature was not verified. What one replica sees is partial by
 * nature: that nothing was found proves nothing.
 *
 * <p>A vote costs 20 to 24 nanoseconds, and no event of a message allocates anything unless something is found. It may come from any
 * thread under the rules of {@link HotStuff2Listener}; nothing is thrown, whatever comes without a null.
 */
public final class SafetyMonitor implements HotStuff2Listener {
    private final Judges judges;
    private final Findings findings;
    private final AtomicReference<@Nullable VariantMismatch> ofBinding = new AtomicReference<>();

    /**
     * A monitor without metrics, such as an observer of many replicas uses.
     *
     * @param protocol what the replicas speak; own index −1 for an observer
     * @return a monitor with the standard options
     */
    public static SafetyMonitor of(Protocol protocol) {
        return of(protocol, SafetyOptions.standard());
    }

    /**
     * A monitor without metrics that watches as told.
     *
     * @param protocol what the replicas speak; own index −1 for an observer
     * @param options how to watch
     * @return a monitor
     */
    public static SafetyMonitor of(Protocol protocol, SafetyOptions options) {
        return new SafetyMonitor(MetricsCollector.noop(), protocol, UnixClock.system(), options);
    }

    /**
     * A monitor that moves the families of safety and publishes a {@link SafetyEvent} for each finding.
     *
     * @param metrics where they are declared and whose bus is used
     * @param protocol what the replica speaks
     * @param clock gives the Unix time of the events' times
     * @param options how to watch
     */
    public SafetyMonitor(MetricsCollector metrics, Protocol protocol, UnixClock clock, SafetyOptions options) {
        judges = new Judges(new SafetyMetrics(metrics), metrics.events(), protocol, clock, options);
        findings = judges.findings;
    }

    /**
     * A monitor that is never told anything, for where none is wanted.
     *
     * @return a small one
     */
    public static SafetyMonitor idle() {
        return of(Protocol.basic().replicas(1), SafetyOptions.standard().window(16));
    }

    @Override
    public void restored(Restored restored) {
        judges.horizon.raise(restored.view());
        judges.ownState.restored(restored);
        judges.ownVoting.restored(restored);
        judges.commits.restored(restored);
        judges.stateRoots.restored(restored.committedHeight());
    }

    @Override
    public void validatorSetChanged(ValidatorSetChange change) {
        judges.checkOwnIndex(change);
        if (!judges.epochs.add(change, judges.horizon)) {
            findings.skipped(SkipReason.EPOCH_CHANGE);
        }
        if (judges.rules.viewsRise()) {
            judges.horizon.window(judges.epochs.window());
        }
        judges.ownState.validatorSetChanged(change.epoch(), change.firstView());
        judges.rules.validatorsChanged();
    }

    @Override
    public void viewEntered(long view, long previous, ViewCause cause, int leader, long nanos) {
        judges.viewEntered(view, cause, leader, nanos);
    }

    @Override
    public void leaderWaitEnded(long view, int statusCount, long nanos) {
        judges.ownVoting.waited(view);
    }

    @Override
    public void proposalBuilt(BuiltProposal proposal) {
        judges.ownVoting.decided(proposal.view());
    }

    @Override
    public void proposalSent(SentProposal proposal) {
        judges.proposalSent(proposal);
    }

    @Override
    public void proposalReceived(ReceivedProposal proposal) {
        judges.anomalies.proposed(proposal.nanos());
        judges.proposals.received(proposal);
    }

    @Override
    public void proposalAccepted(long view, BlockId block, long nanos) {
        judges.ownVoting.decided(view);
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
        judges.proposals.rejected(view, proposer, block, verification, reason, ref, nanos);
    }

    @Override
    public void proposalTimestamp(long view, long headerMillis) {
        judges.anomalies.timestamp(headerMillis);
    }

    @Override
    public void voteSent(long view, VotePhase phase, BlockId block, long justifyView, long nanos) {
        judges.voteSent(view, phase, block, justifyView, nanos);
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
        if (result != VoteResult.ACCEPTED) {
            judges.anomalies.vote(result);
        }
        judges.vote(view, phase, validator, block, justifyView, verification, ref, nanos);
    }

    @Override
    public void voteRejected(long view, VotePhase phase, int validator, VoteResult reason, long ref, long nanos) {
        judges.anomalies.voteRejected(reason);
    }

    @Override
    public void certificateFormed(CertificateEvent certificate) {
        judges.accepted(certificate);
    }

    @Override
    public void certificateReceived(CertificateEvent certificate) {
        judges.accepted(certificate);
    }

    @Override
    public void certificateRejected(
            CertificateKind kind, long view, int sender, CertificateFault reason, long ref, long nanos) {
        judges.anomalies.certificate(reason);
    }

    @Override
    public void lockUpdated(long oldView, long newView, BlockId block, LockCause cause, long nanos) {
        judges.ownState.lockUpdated(newView, block, cause, nanos);
    }

    @Override
    public void safetyStatePersisted(long view, long lastVotedView, long lockView, long durationNanos) {
        judges.ownState.persisted(view, lastVotedView, lockView);
    }

    @Override
    public void blockCommitted(CommittedBlock block) {
        judges.commits.committed(block);
    }

    @Override
    public void blockExecuted(ExecutedBlock block) {
        judges.stateRoots.executed(block);
    }

    @Override
    public void viewChangeSent(ViewChangeKind kind, long view, long nanos) {
        judges.viewChangeSent(kind);
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
        if (result != ViewChangeResult.ACCEPTED) {
            judges.anomalies.viewChange(result);
        }
        judges.claim(kind, view, validator, lockView, verification, ref, nanos);
    }

    @Override
    public void viewChangeRejected(
            ViewChangeKind kind, long view, int validator, ViewChangeResult reason, long ref, long nanos) {
        judges.anomalies.viewChange(reason);
    }

    @Override
    public void syncStarted(long fromHeight, long toHeight, long nanos) {
        judges.commits.syncing(true);
    }

    @Override
    public void syncEnded(SyncResult result, long nanos) {
        judges.commits.syncing(false);
    }

    @Override
    public void peerStateRoot(long height, BlockId stateRoot, int validator, Verification verification) {
        judges.stateRoots.named(height, stateRoot, validator, verification, judges.anomalies.lastNanos());
    }

    /**
     * A message whose signature is good came from an index that the validator set of its view does not have: the description is wrong, as
     * {@link #variantMismatch()} then says. Reported once for each set. Safe from any thread.
     *
     * @param validator the index
     * @param validators how many the set has
     */
    public void signedOutside(int validator, int validators) {
        judges.rules.toldSigner(validator, validators);
    }

    /**
     * The numbers that a binding gives are wrong, as {@link #variantMismatch()} then says; the first is kept. Safe from any thread.
     *
     * @param mismatch what was seen
     */
    public void bindingMismatch(VariantMismatch mismatch) {
        ofBinding.compareAndSet(null, mismatch);
    }

    /**
     * Whether the replica turned out to speak another protocol than its description says: another variant or time-out style, or with more
     * validators. What depends on that is not checked from then on; for validators, until the next set is told. Or its views begin again
     * with each epoch; then only commits, states and own double votes are checked. Or it is another validator than its own index says; then
     * what it sends itself is not compared with what is received. Or the binding forgot the own index, or gives times that are not the
     * clock's, which is compared when a snapshot is taken.
     *
     * @return what was described and what was seen first, of the protocol before the binding; empty while they agree
     */
    public Optional<VariantMismatch> variantMismatch() {
        return Optional.ofNullable(judges.rules.mismatch()).or(() -> Optional.ofNullable(ofBinding.get()));
    }

    /**
     * What the replica acted by without having told of it, each once in the log too. Empty in a test of a binding that tells enough.
     *
     * @return what was untold when first needed; it stays when it is told later
     */
    public Set<Untold> untold() {
        return judges.rules.untold();
    }

    /**
     * What this replica saw and sent in the views that are remembered, to be merged with what others saw. Takes time in proportion to
     * validators and views, so not for the protocol's thread.
     *
     * @return a digest of the current validator set's views
     */
    public ObservationDigest digest() {
        return judges.digest();
    }

    /**
     * The memory that a monitor takes at most for what it remembers of the protocol, with the events that it holds on to, for one validator
     * set:
     *
     * <pre>n (28 W + 64) + 40 W for what validators signed, and n · 1,024 where the host gives signed bytes
     * W (8 · 56 + 2 · 176 + 6 (120 + n / 8)) for own votes, proposals and certificates at their most
     * 2,048 · 176 for commits, 64 (320 + 8 n) for states, and W (8 + 8 · 56) for the blocks that views are about</pre>
     *
     * <p>with n validators and W views. Each further validator set of the views that are remembered, and of up to 16 ahead, has a first row
     * of its own when it is larger, with room for an eighth more, when it is remembered for another number of views, or when it was told of
     * late: when acts of its views were already remembered or might be. Sets further ahead take none yet.
     *
     * <p>What is found comes on top: 1,000 pieces of evidence of about half a kilobyte, with twice the signed bytes of each fact where the
     * host gives them, less than 100 KiB to tell repeats apart, the keys of those accused, and once somebody votes twice in a view, 32 n
     * bytes with up to eight votes of a tenth of a kilobyte for each who does.
     *
     * @param window how many views are remembered
     * @param validators how many there are
     * @param signedBytes whether there is an {@link EvidenceSource}
     * @return bytes
     */
    public static long bytes(int window, int validators, boolean signedBytes) {
        long signers = 120L + validators / 8;
        return ActTable.bytes(window, validators, signedBytes)
                + window * (8 * 56L + 2 * 176L + 6 * signers)
                + 2_048 * 176L
                + 64 * (320L + 8L * validators)
                + ViewBlocks.bytes(window);
    }

    /** Views up to this one are to be judged. */
    void reached(long view) {
        judges.horizon.raise(view);
    }

    /** Something was found by comparing what several replicas reached. */
    void found(SafetyViolation type, long height, long nanos, Testimony... facts) {
        findings.violation(type, height, judges.members(), nanos, facts);
    }

    /**
     * Adds a handler of each finding from now on, called inline on the thread that brought the event, after those added before it. What it
     * throws keeps the finding from nobody else, and goes to who brought the event: {@link
     * io.quorumeter.consensus.HotStuff2Events} counts it.
     *
     * @param witness fast, and safe from any thread
     */
    public void onEvidence(Consumer<Evidence> witness) {
        findings.witness(witness);
    }

    /**
     * The evidence of broken invariants, in the order in which they were found.
     *
     * @return what was found when this was called; up to 1,000 pieces with {@link #evidence}, the first ones
     */
    public List<Evidence> violations() {
        judges.look();
        return findings.of(SafetyViolation.class);
    }

    /**
     * The evidence against validators, in the order in which it was found.
     *
     * @return what was found when this was called; up to 1,000 pieces with {@link #violations}, the first ones
     */
    public List<Evidence> evidence() {
        return findings.of(ByzantineAct.class);
    }

    /**
     * How often something was found, also beyond what is kept.
     *
     * @param type a {@link SafetyViolation}, which counts once for each view; a {@link ByzantineAct}, once for each validator and view; or
     *     a {@link ProtocolAnomaly}
     * @return 0 or more
     */
    public long count(Finding type) {
        judges.look();
        return findings.count(type);
    }

    /**
     * How many events could not be checked.
     *
     * @param reason why
     * @return 0 or more
     */
    public long skipped(SkipReason reason) {
        return findings.count(reason);
    }

    /**
     * How many checks were carried out.
     *
     * @return 0 or more; lags by what is under way
     */
    public long checks() {
        return judges.checks();
    }
}
