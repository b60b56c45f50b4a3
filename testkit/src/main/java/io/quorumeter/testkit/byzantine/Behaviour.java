package io.quorumeter.testkit.byzantine;

import io.quorumeter.consensus.VotePhase;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a Byzantine replica does, in which views, and how often. Immutable; put together from small ones:
 *
 * <pre>{@code
 * Behaviour.equivocate().inViews(10, 20).and(Behaviour.withholdVotes().withChance(0.3))
 * }</pre>
 *
 * Whether a part acts in a view is decided once for the view, by the replica's seed.
 */
public final class Behaviour {
    /** One thing that is done in views {@code from} to {@code to}, in each with a chance. */
    record Part(Misbehaviour kind, double chance, long from, long to) {
        boolean isActive(long view, long seed) {
            if (view < from || view > to) {
                return false;
            }
            return chance >= 1
                    || new SplittableRandom(seed ^ (view * 0x9e3779b97f4a7c15L) ^ ((long) kind.ordinal() << 56))
                                    .nextDouble()
                            < chance;
        }
    }

    private final List<Part> parts;

    private Behaviour(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /**
     * Does one thing, in every view.
     *
     * @param kind what
     * @return the behaviour
     */
    public static Behaviour of(Misbehaviour kind) {
        return new Behaviour(List.of(new Part(kind, 1, 0, Long.MAX_VALUE)));
    }

    /**
     * Does nothing wrong.
     *
     * @return a behaviour to add to
     */
    public static Behaviour correct() {
        return new Behaviour(List.of());
    }

    /**
     * {@link Misbehaviour#SILENT}.
     *
     * @return the behaviour
     */
    public static Behaviour silent() {
        return of(Misbehaviour.SILENT);
    }

    /**
     * {@link Misbehaviour#EQUIVOCATE}.
     *
     * @return the behaviour
     */
    public static Behaviour equivocate() {
        return of(Misbehaviour.EQUIVOCATE);
    }

    /**
     * {@link Misbehaviour#DOUBLE_VOTE} or {@link Misbehaviour#DOUBLE_VOTE2}.
     *
     * @param phase which of the votes is given twice; the pipelined variant has first votes only
     * @return the behaviour
     */
    public static Behaviour doubleVote(VotePhase phase) {
        return of(phase == VotePhase.VOTE ? Misbehaviour.DOUBLE_VOTE : Misbehaviour.DOUBLE_VOTE2);
    }

    /**
     * {@link Misbehaviour#CONCEAL_LOCK}.
     *
     * @return the behaviour
     */
    public static Behaviour concealLock() {
        return of(Misbehaviour.CONCEAL_LOCK);
    }

    /**
     * {@link Misbehaviour#VOTE_BELOW_LOCK}.
     *
     * @return the behaviour
     */
    public static Behaviour voteBelowLock() {
        return of(Misbehaviour.VOTE_BELOW_LOCK);
    }

    /**
     * {@link Misbehaviour#EARLY_PROPOSAL}.
     *
     * @return the behaviour
     */
    public static Behaviour earlyProposal() {
        return of(Misbehaviour.EARLY_PROPOSAL);
    }

    /**
     * {@link Misbehaviour#WRONG_LEADER}.
     *
     * @return the behaviour
     */
    public static Behaviour wrongLeader() {
        return of(Misbehaviour.WRONG_LEADER);
    }

    /**
     * {@link Misbehaviour#INVALID_CERTIFICATE}.
     *
     * @return the behaviour
     */
    public static Behaviour invalidCertificate() {
        return of(Misbehaviour.INVALID_CERTIFICATE);
    }

    /**
     * {@link Misbehaviour#UNDER_QUORUM_CERTIFICATE}.
     *
     * @return the behaviour
     */
    public static Behaviour underQuorumCertificate() {
        return of(Misbehaviour.UNDER_QUORUM_CERTIFICATE);
    }

    /**
     * {@link Misbehaviour#WITHHOLD_VOTES}.
     *
     * @return the behaviour
     */
    public static Behaviour withholdVotes() {
        return of(Misbehaviour.WITHHOLD_VOTES);
    }

    /**
     * {@link Misbehaviour#DRAG_VIEWS}.
     *
     * @return the behaviour
     */
    public static Behaviour dragViews() {
        return of(Misbehaviour.DRAG_VIEWS);
    }

    /**
     * {@link Misbehaviour#FLOOD}.
     *
     * @return the behaviour
     */
    public static Behaviour flood() {
        return of(Misbehaviour.FLOOD);
    }

    /**
     * {@link Misbehaviour#REPLAY}.
     *
     * @return the behaviour
     */
    public static Behaviour replay() {
        return of(Misbehaviour.REPLAY);
    }

    /**
     * Everything that helps a coalition to fork the chain, each most of the time: equivocates, votes twice in both phases,
     * conceals its lock and ignores it.
     *
     * @return the behaviour
     */
    public static Behaviour fork() {
        return equivocate()
                .and(doubleVote(VotePhase.VOTE))
                .and(doubleVote(VotePhase.VOTE2))
                .and(concealLock())
                .and(voteBelowLock())
                .withChance(0.9);
    }

    /**
     * A mixture of anything, different in each view.
     *
     * @param seed which mixture
     * @return the behaviour
     */
    public static Behaviour random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Behaviour all = correct();
        for (Misbehaviour kind : Misbehaviour.values()) {
            boolean rare = kind == Misbehaviour.SILENT || kind == Misbehaviour.FLOOD;
            double chance = random.nextInt(3) == 0 ? 0 : random.nextDouble() * (rare ? 0.1 : 0.7);
            all = all.and(of(kind).withChance(chance));
        }
        return all;
    }

    /**
     * Does all of this only in some views.
     *
     * @param chance 0 to 1 for each view, and for each part by itself; multiplied with the chance that a part has
     * @return the behaviour
     * @throws IllegalArgumentException when out of range
     */
    public Behaviour withChance(double chance) {
        if (!(chance >= 0 && chance <= 1)) {
            throw new IllegalArgumentException("chance: " + chance + " is not from 0 to 1");
        }
        return new Behaviour(parts.stream()
                .map(part -> new Part(part.kind, part.chance * chance, part.from, part.to))
                .toList());
    }

    /**
     * Does all of this only in views of a range.
     *
     * @param from the first view, 0 or more
     * @param to the last view
     * @return the behaviour
     * @throws IllegalArgumentException when out of order
     */
    public Behaviour inViews(long from, long to) {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("views: from " + from + " to " + to);
        }
        return new Behaviour(parts.stream()
                .map(part -> new Part(part.kind, part.chance, Math.max(part.from, from), Math.min(part.to, to)))
                .toList());
    }

    /**
     * Does both.
     *
     * @param other another behaviour
     * @return the behaviour
     */
    public Behaviour and(Behaviour other) {
        return new Behaviour(
                Stream.concat(parts.stream(), other.parts.stream()).collect(Collectors.toCollection(ArrayList::new)));
    }

    /** Whether a part of the kind acts in a view. */
    boolean isActive(Misbehaviour kind, long view, long seed) {
        for (Part part : parts) {
            if (part.kind == kind && part.isActive(view, seed)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a part of the kind may act in some view. */
    boolean has(Misbehaviour kind) {
        return parts.stream().anyMatch(part -> part.kind == kind && part.chance > 0);
    }

    /**
     * Its parts.
     *
     * @return a name, a chance and views of each
     */
    @Override
    public String toString() {
        return parts.toString();
    }
}
