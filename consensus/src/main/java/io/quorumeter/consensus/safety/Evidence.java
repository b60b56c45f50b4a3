package io.quorumeter.consensus.safety;

import io.quorumeter.LabelValue;
import io.quorumeter.consensus.Finding;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What was found, by whom, against whom, and the facts that show it. Immutable.
 *
 * @param type a {@link io.quorumeter.consensus.SafetyViolation} or a {@link io.quorumeter.consensus.ByzantineAct}
 * @param view the view, or for commits and states the height, in which it came to pass
 * @param validator the index of the accused in the validator set of the view, −1 when nobody is accused
 * @param key the stable name of the accused, its public key; empty when the validator set was described without keys
 * @param epoch the number of the validator set, 0 for the one in the protocol's description
 * @param facts what contradicts itself, usually two; the earlier known one first
 * @param firstSeenMillis when it was found, in milliseconds of Unix time
 * @param observer the index of the replica that found it, −1 for an observer outside of the set
 * @param sdkVersion the version of this SDK
 */
public record Evidence(
        Finding type,
        long view,
        int validator,
        String key,
        long epoch,
        List<Testimony> facts,
        long firstSeenMillis,
        int observer,
        String sdkVersion) {
    private static final int SHOWN = 3;

    /** Copies the list. */
    public Evidence {
        facts = List.copyOf(facts);
    }

    /**
     * What was found, for people: the type, where, by which replica, and the first three facts, without what was signed.
     *
     * @return as in {@code conflicting_commit at height 7, seen by replica 2: commit at height 7 of …, commit at height 7 of …}
     */
    public String summary() {
        String seen = observer < 0 ? "" : ", seen by replica " + observer;
        String shown = facts.stream()
                .filter(fact -> fact.saysMoreThan(view))
                .limit(SHOWN)
                .map(Testimony::text)
                .collect(Collectors.joining(", "));
        return LabelValue.of((Enum<?>) type) + " " + place() + seen + (shown.isEmpty() ? "" : ": " + shown);
    }

    /**
     * The view or height in words.
     *
     * @return as in {@code in view 7} or {@code at height 7}
     */
    public String place() {
        return (facts.isEmpty() ? Statement.VIEW : facts.get(0).statement()).place(view);
    }
}
