package io.quorumeter.consensus;

import static io.quorumeter.consensus.ValidatorFamilies.EPOCH;
import static io.quorumeter.consensus.ValidatorFamilies.IN_SET;
import static io.quorumeter.consensus.ValidatorFamilies.MISSING;
import static io.quorumeter.consensus.ValidatorFamilies.PARTICIPATING_POWER_RATIO;
import static io.quorumeter.consensus.ValidatorFamilies.POWER_RATIO;
import static io.quorumeter.consensus.ValidatorFamilies.QUORUM_POWER;
import static io.quorumeter.consensus.ValidatorFamilies.SET_POWER;
import static io.quorumeter.consensus.ValidatorFamilies.SET_SIZE;
import static io.quorumeter.consensus.ValidatorFamilies.SET_UPDATES;
import static io.quorumeter.consensus.ValidatorFamilies.STATUS;
import static io.quorumeter.consensus.ValidatorFamilies.VOTES_MISSED;
import static java.util.Objects.requireNonNull;

import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.Gauge;
import io.quorumeter.MetricsCollector;
import io.quorumeter.StateSet;
import io.quorumeter.ValidatorAge;
import io.quorumeter.ValidatorSet;
import io.quorumeter.binding.ValidatorRows;
import io.quorumeter.consensus.safety.Evidence;
import java.time.Duration;
import java.util.List;

/**
 * Turns the events of a replica into what concerns validators: who takes part, and how well this one does.
 *
 * <p>A validator was seen voting when it signed a certificate that this replica knows, or when its verified vote was counted or came too
 * late to be. A leader stops collecting at a quorum, so a validator that is missing from one certificate may well have voted; this is why
 * participation looks at {@value Participation#WINDOW} certified views; at most at those of the last 30 s, since certified views come
 * slowly exactly when something is wrong. While there is none of them nobody was seen. For the same reason an own vote counts as missed
 * only if it was not sent, besides being in no certificate: one that came late, after the leader had its quorum, was not missed. That is
 * told of one's own votes alone, from the first certificate of a block that became known here, and not of blocks obtained by catching up,
 * nor of views from before a restart.
 *
 * <p>Each validator of the active set has series, by its index, or by the beginning of its key where keys are known: its last vote, how
 * long it has been silent, the views that it led and the evidence against it. Of a set of more than {@value ValidatorRows#ALL_UP_TO} the
 * {@value ValidatorRows#WORST} worst have them: who is accused, then who is {@linkplain #silent() silent}, the longest first, the others
 * keeping the places that they have; a collector that keeps details has all of them, and further ones. They end with the epoch; silence
 * goes on for who stays. Votes of the views of another set, an earlier one or one to come, count for nobody in this one.
 *
 * <p><b>Reputation</b> of a validator, 0 to 1, is {@code participation × (c + 1) / (c + t + 1) / 2^e}: the share of these certified views
 * in which it was seen voting (1 while there is none), times its success as leader with {@code c} views certified and {@code t} timed
 * out here, halved for each of {@code e} pieces of evidence. It begins at 1 with each epoch, and is what this replica saw: a leader that
 * is slow only here does badly only here.
 *
 * <p>Called like any listener, under the rules of {@link HotStuff2Listener} for threads. Never throws, locks or allocates.
 */
public final class ValidatorMetrics implements HotStuff2Listener {
    private final MetricsCollector metrics;
    private final Gauge setSize;
    private final Gauge inSet;
    private final Gauge setPower;
    private final Gauge quorumPower;
    private final Gauge epoch;
    private final Gauge powerRatio;
    private final Counter setUpdates;
    private final StateSet<ValidatorStatus> status;
    private final BindingFaults faults;
    private final SilenceLimit silenceLimit;
    private final ValidatorSeries.Declarer series;
    private final By<VotePhase, Counter> votesMissed;
    private final OwnLeaderViews leaderViews;
    private final SentVotes sentVotes = new SentVotes();

    /** The certificates that lack this validator. */
    private final RecentCertificates quorumsWithout = new RecentCertificates();

    private final RecentCertificates doublesWithout = new RecentCertificates();

    private final ValidatorSchedule schedule;
    private volatile ValidatorSeries each;
    private volatile long view;
    private volatile long highestTimeout = -1;
    private int leader = -1;

    /**
     * Declares the families.
     *
     * @param metrics where they are declared
     * @param protocol names the validators of the first set
     */
    public ValidatorMetrics(MetricsCollector metrics, Protocol protocol) {
        this(metrics, protocol, UnixClock.of(metrics));
    }

    /**
     * Declares the families with clocks of one's own.
     *
     * @param metrics where they are declared
     * @param protocol names the validators of the first set
     * @param clock has the nanosecond clock of the events' times, by which ages are taken
     */
    public ValidatorMetrics(MetricsCollector metrics, Protocol protocol, UnixClock clock) {
        this.metrics = metrics;
        requireNonNull(protocol, "protocol");
        requireNonNull(clock, "clock");
        setSize = SET_SIZE.on(metrics);
        inSet = IN_SET.on(metrics);
        votesMissed = VOTES_MISSED.on(metrics);
        leaderViews = new OwnLeaderViews(metrics);
        setPower = SET_POWER.on(metrics);
        quorumPower = QUORUM_POWER.on(metrics);
        epoch = EPOCH.on(metrics);
        powerRatio = POWER_RATIO.on(metrics);
        setUpdates = SET_UPDATES.on(metrics);
        status = STATUS.on(metrics);
        status.set(protocol.ownIndex() >= 0 ? ValidatorStatus.ACTIVE : ValidatorStatus.INACTIVE);
        faults = new BindingFaults(metrics, protocol.variant(), clock);
        silenceLimit = new SilenceLimit(protocol.delta());
        series = new ValidatorSeries.Declarer(metrics, clock, faults, silenceLimit);
        schedule = new ValidatorSchedule(protocol);
        each = series.first(schedule.of(0));
        PARTICIPATING_POWER_RATIO.observe(metrics, () -> each.participation().powerRatio());
        MISSING.observe(metrics, () -> {
            faults.look();
            each.showWorst();
            return each.participation().missing();
        });
        publish(each.epoch());
    }

    BindingFaults faults() {
        return faults;
    }

    @Override
    public void validatorSetChanged(ValidatorSetChange change) {
        schedule.announce(change, view);
        followSet();
    }

    @Override
    public void restored(Restored restored) {
        view = restored.view();
        followSet();
        silenceLimit.restarted();
        each.restarted();
        highestTimeout = -1;
        leaderViews.restored();
        sentVotes.restored(restored.lastVotedView());
    }

    @Override
    public void viewEntered(long newView, long previous, ViewCause cause, int newLeader, long nanos) {
        view = newView;
        faults.timed(nanos);
        if (cause != ViewCause.SYNC) { // views that others had are no turns to be heard in
            silenceLimit.viewEntered(nanos);
        }
        followSet();
        leader = newLeader;
        leaderViews.entered(newView, newLeader >= 0 && newLeader == each.set().ownIndex());
    }

    @Override
    public void localTimeout(long timedOut, TimeoutPhase phase, long nanos) {
        faults.timed(nanos);
    }

    @Override
    public void leaderWaitStarted(long ledView, long nanos) {
        faults.timed(nanos);
    }

    @Override
    public void leaderWaitEnded(long ledView, int statusCount, long nanos) {
        faults.timed(nanos);
    }

    @Override
    public void proposalAccepted(long proposedView, BlockId block, long nanos) {
        faults.timed(nanos);
    }

    @Override
    public void lockUpdated(long oldView, long newView, BlockId block, LockCause cause, long nanos) {
        faults.timed(nanos);
    }

    @Override
    public void viewLeft(long oldView, ViewOutcome outcome, long nanos) {
        faults.timed(nanos);
        leaderViews.left(oldView, outcome);
        if (oldView == view && leader >= 0) {
            each.led(leader, outcome);
            leader = -1;
        }
    }

    @Override
    public void proposalSent(SentProposal proposal) {
        heard(proposal.view(), signer("a proposal", proposal.view()), proposal.nanos());
        leaderViews.proposed(proposal);
    }

    @Override
    public void voteSent(long votedView, VotePhase phase, BlockId block, long justifyView, long nanos) {
        int own = signer("a vote", votedView);
        recordVote(votedView, phase, own, nanos);
        sentVotes.sent(votedView, phase, block);
    }

    @Override
    public void voteReceived(
            long votedView,
            VotePhase phase,
            int validator,
            BlockId block,
            long justifyView,
            VoteResult result,
            Verification verification,
            long ref,
            long nanos) {
        if (verification == Verification.VERIFIED) {
            if (result == VoteResult.ACCEPTED || result == VoteResult.LATE) {
                boolean returns = validator == each.set().ownIndex(); // it was counted when it was sent
                voted(votedView, phase, validator, nanos, !returns);
            } else {
                heard(votedView, validator, nanos);
            }
        }
    }

    @Override
    public void proposalReceived(ReceivedProposal proposal) {
        if (proposal.verification() == Verification.VERIFIED) {
            heard(proposal.view(), proposal.proposer(), proposal.nanos());
        }
    }

    @Override
    public void viewChangeSent(ViewChangeKind kind, long newView, long nanos) {
        heard(newView, schedule.of(newView).validators().ownIndex(), nanos);
    }

    @Override
    public void viewChangeReceived(
            ViewChangeKind kind,
            long newView,
            int validator,
            long lockView,
            ViewChangeResult result,
            Verification verification,
            long ref,
            long nanos) {
        if (verification == Verification.VERIFIED) {
            heard(newView, validator, nanos);
        }
    }

    @Override
    public void certificateFormed(CertificateEvent certificate) {
        certificateReceived(certificate);
    }

    @Override
    public void certificateReceived(CertificateEvent certificate) {
        faults.timed(certificate.nanos());
        long certifiedView = certificate.view();
        ValidatorSeries now = each;
        boolean ofThisSet = schedule.of(certifiedView).equals(now.epoch());
        switch (certificate.kind()) {
            case QUORUM -> {
                keepIfMissed(certificate, quorumsWithout);
                if (ofThisSet) {
                    now.participation().certified(certifiedView, certificate.signers(), certificate.nanos());
                    now.signed(certifiedView, certificate.signers(), certificate.nanos());
                }
            }
            case DOUBLE -> {
                keepIfMissed(certificate, doublesWithout);
                if (ofThisSet) {
                    now.participation().signed(certifiedView, certificate.signers());
                    now.signed(certifiedView, certificate.signers(), certificate.nanos());
                }
            }
            case TIMEOUT -> {
                if (ofThisSet && certifiedView > highestTimeout) {
                    highestTimeout = certifiedView;
                    certificate.signers().stream().forEach(signer -> now.heard(signer, certificate.nanos()));
                }
            }
        }
    }

    @Override
    public void blockCommitted(CommittedBlock block) {
        faults.timed(block.nanos());
        leaderViews.committed(block);
        if (block.path() == CommitPath.LIVE) {
            countMissed(VotePhase.VOTE, quorumsWithout, block);
            countMissed(VotePhase.VOTE2, doublesWithout, block);
        }
    }

    /**
     * The voting power that takes part.
     *
     * @return share of the power seen voting within the last {@value Participation#WINDOW} certified views and at most 30 s, 0 to 1
     */
    public double participatingPowerRatio() {
        return each.participation().powerRatio();
    }

    /**
     * A verified vote of a validator was seen; what {@link #voteReceived} does with one, for code that has no events. Safe from any thread.
     *
     * @param votedView its view
     * @param phase first or second vote
     * @param validator the index of its sender; one that nobody has counts for nobody
     * @param nanos when it arrived, by the clock of the events' times
     */
    public void recordVote(long votedView, VotePhase phase, int validator, long nanos) {
        voted(votedView, phase, validator, nanos, true);
    }

    private void voted(long votedView, VotePhase phase, int validator, long nanos, boolean counts) {
        ValidatorSeries now = each;
        if (now.set().contains(validator) && schedule.of(votedView).equals(now.epoch())) {
            // Views far ahead, as a faulty validator may name them, would take the window's places for ever.
            if (votedView - VoteWindow.VIEWS / 2 <= view) {
                now.participation().voted(validator, votedView);
            }
            now.voted(validator, votedView);
            if (counts) {
                now.counted(validator, phase);
            }
        }
        heard(votedView, validator, nanos);
    }

    /**
     * There is evidence that a validator broke the protocol; it halves its reputation. Safe from any thread.
     *
     * @param validator its index in the current set; one that nobody has counts for nobody
     */
    public void recordEvidence(int validator) {
        each.accused(validator);
    }

    /**
     * Does the same for evidence, whose index is that of the set in which the accused did it: it counts for the validator of the current
     * set that has the accused's key, or, without keys, the same index in the same epoch; for nobody when the accused is no longer in the
     * set. {@link HotStuff2Events} calls it for what its safety monitor finds. Safe from any thread.
     *
     * @param evidence who is accused, if anybody
     */
    public void recordEvidence(Evidence evidence) {
        ValidatorSeries now = each;
        if (!evidence.key().isEmpty()) {
            now.accused(now.set().keys().indexOf(evidence.key()));
        } else if (evidence.epoch() == now.epoch().epoch()) {
            now.accused(evidence.validator());
        }
    }

    /**
     * Says what this validator may do, where the chain has such states; active or inactive by the set unless told.
     *
     * @param now the own status
     */
    public void status(ValidatorStatus now) {
        status.set(now);
    }

    /**
     * How well a validator does, as this class' description defines it.
     *
     * @param validator its index
     * @return 0 to 1; 0 for an index that nobody has
     */
    public double reputation(int validator) {
        return each.reputation(validator);
    }

    /**
     * How much a validator takes part.
     *
     * @param validator its index
     * @return the share of the last {@value Participation#WINDOW} certified views, of the last 30 s, in which it was seen voting, 1 while
     *     there is none; 0 for an index that nobody has
     */
    public double participation(int validator) {
        return each.participation(validator);
    }

    /**
     * How much a validator's participation changes: its share of the later half of those views, less that of the earlier half.
     *
     * @param validator its index
     * @return above 0 when it does better lately, −1 to 1; 0 while there are not two such views, and for an index that nobody has
     */
    public double trend(int validator) {
        return each.trend(validator);
    }

    /**
     * How long a validator was there.
     *
     * @param validator its index
     * @return the share of the time since this epoch or this replica began in which it was not {@linkplain #silent() silent}, 0 to 1; 0 for
     *     an index that nobody has
     */
    public double uptime(int validator) {
        return each.uptime(validator);
    }

    /**
     * How many views a validator led without a certificate.
     *
     * @param validator its index
     * @return views that timed out here within this epoch; 0 for an index that nobody has
     */
    public long missedLeaderViews(int validator) {
        return each.missed(validator);
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
     * Which validators are silent: not heard, as {@link #silent(Duration)} defines it, for longer than 10 s, 20 Δ and the time in which
     * every validator leads twice, as fast as the last views were entered. A validator that is silent stays so until it is heard. While no
     * view is entered the time stays as it was; before two views are entered it is not known, and 10 s and 20 Δ are all. Safe from any
     * thread.
     *
     * @return those of the current set, this one included; the longest first
     */
    public List<ValidatorAge> silent() {
        return each.silent();
    }

    /**
     * For how long a validator may be unheard until it is {@linkplain #silent() silent}. Safe from any thread.
     *
     * @param validator its index
     * @return 10 s or more; of a validator that is silent the limit that it passed
     */
    public Duration silenceLimit(int validator) {
        return Duration.ofNanos(each.silenceLimit(validator));
    }

    /**
     * Which validators have not spoken lately: no verified vote, status or proposal of theirs arrived, nor a certificate of a later view
     * than before with their signature. One that never spoke has been silent since the start, or since it came into the set. Safe from any
     * thread.
     *
     * @param atLeast for how long, 0 or more
     * @return those of the current set, this one included, that have been silent for so long or longer; the longest first
     */
    public List<ValidatorAge> silent(Duration atLeast) {
        return each.silent(atLeast);
    }

    /**
     * Against which validators there is evidence. Safe from any thread.
     *
     * @return those of the current set, with the time since the first piece of this epoch; the longest first
     */
    public List<ValidatorAge> accused() {
        return each.accused();
    }

    private void keepIfMissed(CertificateEvent certificate, RecentCertificates without) {
        int own = schedule.of(certificate.view()).validators().ownIndex();
        if (own >= 0
                && certificate.signers().size() > 0
                && !certificate.signers().contains(own)) {
            without.add(certificate);
        }
    }

    private void countMissed(VotePhase phase, RecentCertificates without, CommittedBlock block) {
        long view = block.proposalView();
        if (without.age(view, block.id(), block.nanos()) >= 0 && sentVotes.lacks(view, phase, block.id())) {
            votesMissed.of(phase).increment();
        }
    }

    private void heard(long messageView, int validator, long nanos) {
        faults.timed(nanos);
        ValidatorSeries now = each;
        if (schedule.of(messageView).equals(now.epoch())) {
            now.heard(validator, nanos);
            if (validator >= now.set().size() && messageView <= view) {
                faults.outside(validator, now.set().size());
            }
        }
    }

    /** This replica's index, as it signs something. */
    private int signer(String what, long signedView) {
        int own = schedule.of(signedView).validators().ownIndex();
        if (own < 0) {
            faults.signedWithoutIndex(what, signedView);
        }
        return own;
    }

    /** Goes over to the set of the current view. */
    private void followSet() {
        ValidatorSetChange changed = schedule.of(view);
        ValidatorSeries before = each;
        if (before.epoch().equals(changed)) {
            return;
        }
        each = series.next(changed, before);
        leader = -1;
        setUpdates.increment();
        publish(changed);
        if (status.get() == ValidatorStatus.ACTIVE || status.get() == ValidatorStatus.INACTIVE) {
            status.set(changed.validators().ownIndex() >= 0 ? ValidatorStatus.ACTIVE : ValidatorStatus.INACTIVE);
        }
    }

    private void publish(ValidatorSetChange change) {
        ValidatorSet set = change.validators();
        int own = set.ownIndex();
        epoch.set(change.epoch());
        quorumPower.set(set.quorumPower());
        setSize.set(set.size());
        inSet.set(own >= 0 ? 1L : 0L);
        setPower.set(set.totalPower());
        powerRatio.set((double) set.power(own) / set.totalPower());
    }
}
