package io.quorumeter.consensus;

import static io.quorumeter.consensus.ValidatorFamily.COUNTED_VOTES;
import static io.quorumeter.consensus.ValidatorFamily.EVIDENCE;
import static io.quorumeter.consensus.ValidatorFamily.LAST_VOTE_VIEW;
import static io.quorumeter.consensus.ValidatorFamily.POWER;
import static io.quorumeter.consensus.ValidatorFamily.PROPOSER_VIEWS;
import static io.quorumeter.consensus.ValidatorFamily.REPUTATION;

import io.quorumeter.Counter;
import io.quorumeter.Gauge;
import io.quorumeter.Indexed;
import io.quorumeter.IndexedBy;
import io.quorumeter.ValidatorSet;
import io.quorumeter.binding.Families;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What is known of each validator of one epoch, and its series, which end with the epoch. Of a collector that keeps no details the series
 * cost nothing; the rest is kept, because reputations are asked for in code too. Votes and evidence may come from any thread.
 */
final class ValidatorSeries {
    /** Makes the series of an epoch. */
    record Declarer(Families families) {
        ValidatorSeries of(Electorate set) {
            return new ValidatorSeries(families, set);
        }
    }

    private final Electorate set;
    private final Participation taking;
    private final ValidatorSet names;
    private final AtomicIntegerArray certified;
    private final AtomicIntegerArray timedOut;
    private final AtomicIntegerArray evidence;
    private final AtomicReferenceArray<@Nullable Counter> held;
    private final IndexedBy<VotePhase, Counter> votes;
    private final Indexed<Gauge> lastVoteView;
    private final IndexedBy<ProposerOutcome, Counter> led;
    private final Indexed<Gauge> reputation;
    private final Families families;
    private final boolean detailed;

    private ValidatorSeries(Families families, Electorate set) {
        this.families = families;
        this.set = set;
        taking = new Participation(set);
        names = set.keys().isEmpty() ? ValidatorSet.ofSize(Math.max(set.size(), 1)) : ValidatorSet.ofKeys(set.keys());
        certified = new AtomicIntegerArray(set.size());
        timedOut = new AtomicIntegerArray(set.size());
        evidence = new AtomicIntegerArray(set.size());
        held = new AtomicReferenceArray<>(set.size());
        votes = families.counter(COUNTED_VOTES)
                .byValidator("validator", names)
                .by("phase", VotePhase.class)
                .create();
        lastVoteView =
                families.gauge(LAST_VOTE_VIEW).byValidator("validator", names).create();
        led = families.counter(PROPOSER_VIEWS)
                .byValidator("validator", names)
                .by("outcome", ProposerOutcome.class)
                .create();
        reputation = families.gauge(REPUTATION).byValidator("validator", names).create();
        Indexed<Gauge> powers =
                families.gauge(POWER).byValidator("validator", names).create();
        detailed = powers.at(0) != Gauge.noop();
        for (int i = 0; i < set.size(); i++) {
            powers.at(i).set(set.power(i));
            reputation.at(i).set(1.0);
        }
    }

    Electorate set() {
        return set;
    }

    Participation participation() {
        return taking;
    }

    void voted(int validator, long view, VotePhase phase) {
        if (detailed) {
            votes.at(validator, phase).increment();
            Gauge last = lastVoteView.at(validator);
            if (view > last.longValue()) {
                last.set(view);
            }
        }
    }

    /** A view that this validator led was left here. */
    void led(int validator, ViewOutcome outcome) {
        if (validator >= set.size() || outcome == ViewOutcome.OVERTAKEN) {
            return;
        }
        boolean success = outcome == ViewOutcome.CERTIFIED;
        (success ? certified : timedOut).incrementAndGet(validator);
        led.at(validator, success ? ProposerOutcome.CERTIFIED : ProposerOutcome.TIMED_OUT)
                .increment();
        if (detailed) {
            reputation.at(validator).set(reputation(validator));
        }
    }

    void accused(int validator) {
        if (set.contains(validator)) {
            evidence.incrementAndGet(validator);
            held(validator).increment();
            reputation.at(validator).set(reputation(validator));
        }
    }

    /** Evidence is rare, so a validator's series begins with the first piece; it ends with the others. */
    private Counter held(int validator) {
        Counter known = held.get(validator);
        if (known == null) {
            ValidatorSet alone = ValidatorSet.of(List.of(names.name(validator)));
            known = families.counter(EVIDENCE)
                    .byValidator("validator", alone)
                    .create()
                    .at(0);
            names.onClose(alone::close);
            held.set(validator, known);
        }
        return known;
    }

    double participation(int validator) {
        return set.contains(validator) ? taking.share(validator) : 0;
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

    void close() {
        names.close();
    }
}
