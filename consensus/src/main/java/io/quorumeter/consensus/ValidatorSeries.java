package io.quorumeter.consensus;

import static io.quorumeter.consensus.ValidatorFamilies.COUNTED_VOTES;
import static io.quorumeter.consensus.ValidatorFamilies.EVIDENCE;
import static io.quorumeter.consensus.ValidatorFamilies.INDEX;
import static io.quorumeter.consensus.ValidatorFamilies.LAST_VOTE_VIEW;
import static io.quorumeter.consensus.ValidatorFamilies.POWER;
import static io.quorumeter.consensus.ValidatorFamilies.PROPOSER_VIEWS;
import static io.quorumeter.consensus.ValidatorFamilies.REPUTATION;
import static io.quorumeter.consensus.ValidatorFamilies.SILENCE_LIMIT;
import static io.quorumeter.consensus.ValidatorFamilies.SILENT;

import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.Gauge;
import io.quorumeter.Indexed;
import io.quorumeter.LabelValue;
import io.quorumeter.MetricsCollector;
import io.quorumeter.ValidatorAge;
import io.quorumeter.ValidatorSet;
import io.quorumeter.binding.ValidatorRows;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/**
 * What is known of each validator of one epoch, and its series, which end with the epoch. Detailed series cost nothing on a collector that
 * keeps no details; the rest is kept, because it is asked for in code too. Votes and evidence may come from any thread.
 */
final class ValidatorSeries {
    private static final double NANOS_PER_SECOND = 1e9;

    private static final long ACCUSED = Long.MAX_VALUE / 2;

    /** Makes the series of an epoch. */
    record Declarer(MetricsCollector metrics, UnixClock clock, BindingFaults faults, SilenceLimit limit) {
        ValidatorSeries first(ValidatorSetChange epoch) {
            long now = clock.nanos();
            return new ValidatorSeries(this, epoch, validator -> now);
        }

        /** The series of the next epoch: who was in the one before was heard and voted when it was. */
        ValidatorSeries next(ValidatorSetChange epoch, ValidatorSeries before) {
            int[] indices = epoch.validators().indicesIn(before.set);
            long now = clock.nanos();
            before.close();
            ValidatorSeries next = new ValidatorSeries(
                    this, epoch, validator -> indices[validator] < 0 ? now : before.heard.get(indices[validator]));
            for (int i = 0; i < indices.length; i++) {
                next.lastVoteViews.set(i, indices[i] < 0 ? 0 : before.lastVoteViews.get(indices[i]));
                if (indices[i] >= 0) {
                    next.silentBeyond.set(i, before.silentBeyond.get(indices[i]));
                    next.silentSince.set(i, before.silentSince.get(indices[i]));
                }
            }
            return next;
        }
    }

    private final ValidatorSetChange epoch;
    private final ValidatorSet set;
    private final UnixClock clock;
    private final BindingFaults faults;
    private final SilenceLimit limit;
    private final Participation taking;
    private final AtomicIntegerArray certified;
    private final AtomicIntegerArray timedOut;
    private final AtomicIntegerArray evidence;
    private final AtomicLongArray accusedSince;
    private final AtomicLongArray lastVoteViews;
    private final AtomicLongArray heard;

    /** How long each was silent beyond the limit, until it was heard again. */
    private final AtomicLongArray down;

    private volatile long watchedSince;

    /** When the validators that were found silent had been heard last. */
    private final AtomicLongArray silentSince;

    /** The limit, in nanoseconds, that the silence of these has passed. */
    private final AtomicLongArray silentBeyond;

    private final Indexed<By<VotePhase, Counter>> votes;
    private final Indexed<Gauge> reputation;
    private final ValidatorRows rows;
    private final boolean detailed;

    private ValidatorSeries(Declarer declarer, ValidatorSetChange epoch, IntToLongFunction heardAt) {
        MetricsCollector metrics = declarer.metrics;
        this.epoch = epoch;
        set = epoch.validators().copy();
        clock = declarer.clock;
        faults = declarer.faults;
        limit = declarer.limit;
        taking = new Participation(set, clock, faults);
        certified = new AtomicIntegerArray(set.size());
        timedOut = new AtomicIntegerArray(set.size());
        evidence = new AtomicIntegerArray(set.size());
        accusedSince = new AtomicLongArray(set.size());
        lastVoteViews = new AtomicLongArray(set.size());
        heard = new AtomicLongArray(
                IntStream.range(0, set.size()).mapToLong(heardAt).toArray());
        down = new AtomicLongArray(set.size());
        watchedSince = clock.nanos();
        silentSince = new AtomicLongArray(IntStream.range(0, set.size())
                .mapToLong(validator -> heard.get(validator) - 1)
                .toArray());
        silentBeyond = new AtomicLongArray(set.size());
        votes = COUNTED_VOTES.on(metrics, set);
        reputation = REPUTATION.on(metrics, set);
        Indexed<Gauge> powers = POWER.on(metrics, set);
        detailed = powers.at(0) != Gauge.noop();
        for (int i = 0; i < set.size(); i++) {
            powers.at(i).set(set.power(i));
            reputation.at(i).set(1.0);
        }
        rows = new ValidatorRows(set, -1, detailed, (alone, validator) -> declare(metrics, alone, validator));
    }

    private void declare(MetricsCollector metrics, ValidatorSet alone, int validator) {
        LAST_VOTE_VIEW.observe(metrics, alone, () -> lastVoteViews.get(validator), alone.name(0));
        SILENT.derive(metrics, alone, () -> silentNanos(validator, clock.nanos()) / NANOS_PER_SECOND, alone.name(0));
        SILENCE_LIMIT.derive(metrics, alone, () -> shownLimit(validator) / NANOS_PER_SECOND, alone.name(0));
        INDEX.observe(metrics, alone, () -> validator, alone.name(0));
        EVIDENCE.observe(metrics, alone, () -> evidence.get(validator), alone.name(0));
        for (ProposerOutcome outcome : ProposerOutcome.values()) {
            AtomicIntegerArray led = outcome == ProposerOutcome.CERTIFIED ? certified : timedOut;
            PROPOSER_VIEWS.observe(metrics, alone, () -> led.get(validator), alone.name(0), LabelValue.of(outcome));
        }
    }

    ValidatorSetChange epoch() {
        return epoch;
    }

    ValidatorSet set() {
        return set;
    }

    Participation participation() {
        return taking;
    }

    /** Gives the series of a large set to those who are worst by now. */
    void showWorst() {
        long now = clock.nanos();
        rows.show(validator -> {
            long trouble = isSilent(validator, now) ? silentNanos(validator, now) : 0;
            return evidence.get(validator) == 0 ? trouble : ACCUSED + trouble;
        });
    }

    /** A verified message of this validator arrived then. */
    void heard(int validator, long nanos) {
        if (!set.contains(validator)) {
            return;
        }
        long before = heard.get(validator);
        long gap = nanos - before;
        if (gap > SilenceLimit.LEAST_NANOS && gap > limit.nanos(set.size())) {
            if (heard.compareAndSet(validator, before, nanos)) {
                down.addAndGet(validator, gap);
            }
        } else if (gap > 0) {
            heard.setRelease(validator, nanos);
        }
    }

    void voted(int validator, long view) {
        if (view > lastVoteViews.get(validator)) {
            lastVoteViews.setRelease(validator, view);
        }
    }

    void counted(int validator, VotePhase phase) {
        if (detailed) {
            votes.at(validator).of(phase).increment();
        }
    }

    /** These validators voted in this view. A signature from a view that is known already says nothing of the present. */
    void signed(long view, Signers signers, long nanos) {
        for (int validator = 0; validator < set.size(); validator++) {
            if (signers.contains(validator) && view > lastVoteViews.get(validator)) {
                lastVoteViews.setRelease(validator, view);
                heard(validator, nanos);
            }
        }
    }

    /** A view that this validator led was left here. */
    void led(int validator, ViewOutcome outcome) {
        if (validator >= set.size() || outcome == ViewOutcome.OVERTAKEN) {
            return;
        }
        (outcome == ViewOutcome.CERTIFIED ? certified : timedOut).incrementAndGet(validator);
        if (detailed) {
            reputation.at(validator).set(reputation(validator));
        }
    }

    void accused(int validator) {
        if (set.contains(validator)) {
            if (evidence.get(validator) == 0) {
                accusedSince.set(validator, clock.nanos());
            }
            evidence.incrementAndGet(validator);
            reputation.at(validator).set(reputation(validator));
        }
    }

    /** Before now nobody could be heard. */
    void restarted() {
        long now = clock.nanos();
        watchedSince = now;
        for (int validator = 0; validator < set.size(); validator++) {
            heard.set(validator, now);
            down.set(validator, 0);
        }
    }

    /** Share of the time since the epoch began, or this replica, in which it was not silent beyond the limit. */
    double uptime(int validator) {
        if (!set.contains(validator)) {
            return 0;
        }
        long now = clock.nanos();
        long watched = now - watchedSince;
        long away = down.get(validator) + (isSilent(validator, now) ? silentNanos(validator, now) : 0);
        return watched <= 0 ? 1 : Math.max(0, 1 - (double) away / watched);
    }

    private long silentNanos(int validator, long now) {
        return faults.canTellSilence() ? Math.max(now - heard.get(validator), 0) : 0;
    }

    /**
     * Whether its silence has passed the limit. A validator that is found silent stays so until it is heard, however slowly views are
     * entered by then; but not one that was found before the limit was known.
     */
    private boolean isSilent(int validator, long now) {
        long since = heard.get(validator);
        if (!faults.canTellSilence()) {
            return false;
        } else if (silentSince.get(validator) == since) {
            return true;
        }
        long longest = limit.nanos(set.size());
        boolean found = now - since > longest;
        if (found && limit.isKnown()) {
            silentBeyond.set(validator, longest);
            silentSince.set(validator, since);
        }
        return found;
    }

    /** The limit that its silence has passed, or else will pass, in nanoseconds. */
    long silenceLimit(int validator) {
        boolean found = set.contains(validator) && silentSince.get(validator) == heard.get(validator);
        return found ? silentBeyond.get(validator) : limit.nanos(set.size());
    }

    /** The same after a look at how long it is silent now. */
    private long shownLimit(int validator) {
        boolean unused = isSilent(validator, clock.nanos());
        return silenceLimit(validator);
    }

    /** Whose silence has passed the limit, the longest first. */
    List<ValidatorAge> silent() {
        long now = clock.nanos();
        return aged(validator -> isSilent(validator, now), validator -> silentNanos(validator, now));
    }

    /** Who has been silent for so long, the longest first. */
    List<ValidatorAge> silent(Duration atLeast) {
        long now = clock.nanos();
        return aged(validator -> faults.canTellSilence(), validator -> silentNanos(validator, now)).stream()
                .filter(silent -> silent.age().compareTo(atLeast) >= 0)
                .toList();
    }

    /** Against whom there is evidence, the longest first. */
    List<ValidatorAge> accused() {
        long now = clock.nanos();
        return aged(
                validator -> evidence.get(validator) > 0, validator -> Math.max(now - accusedSince.get(validator), 0));
    }

    private List<ValidatorAge> aged(IntPredicate which, IntToLongFunction nanos) {
        return IntStream.range(0, set.size())
                .filter(which)
                .mapToObj(validator -> new ValidatorAge(
                        validator, set.name(validator), Duration.ofNanos(nanos.applyAsLong(validator))))
                .sorted(Comparator.comparing(ValidatorAge::age).reversed())
                .toList();
    }

    double participation(int validator) {
        return set.contains(validator) ? taking.share(validator) : 0;
    }

    double trend(int validator) {
        return set.contains(validator) ? taking.trend(validator) : 0;
    }

    long missed(int validator) {
        return set.contains(validator) ? timedOut.get(validator) : 0;
    }

    double reputation(int validator) {
        if (!set.contains(validator)) {
            return 0;
        }
        double certifiedViews = certified.get(validator) + 1.0;
        double success = certifiedViews / (certifiedViews + timedOut.get(validator));
        return participation(validator) * success * Math.pow(0.5, evidence.get(validator));
    }

    private void close() {
        set.close();
    }
}
