package io.quorumeter.consensus.safety;

import io.quorumeter.LabelValue;
import io.quorumeter.consensus.Finding;
import io.quorumeter.consensus.SafetyViolation;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
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
    private static final Set<SafetyViolation> OF_HEIGHTS = EnumSet.of(
            SafetyViolation.CONFLICTING_COMMIT,
            SafetyViolation.COMMIT_GAP,
            SafetyViolation.COMMIT_WITHOUT_CERTIFICATE,
            SafetyViolation.STATE_DIVERGENCE);

    /**
     * Copies the list.
     *
     * @param type a safety violation or a Byzantine act
     * @param view the view, or for commits and states the height, that the facts are from
     * @param validator the index of the accused, −1 when no validator is accused
     * @param key the public key of the accused; may be empty
     * @param epoch the number of the validator set, 0 or more
     * @param facts the contradicting facts, the earlier known one first
     * @param firstSeenMillis when it was found, in milliseconds of Unix time
     * @param observer the index of the replica that found it, −1 for an observer outside of the set
     * @param sdkVersion the version of this SDK
     */
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
     * The view or height in words: which of them the facts say, and where there are none, the type.
     *
     * @return as in {@code in view 7} or {@code at height 7}
     */
    public String place() {
        Statement byType = type instanceof SafetyViolation broken && OF_HEIGHTS.contains(broken)
                ? Statement.COMMIT
                : Statement.VIEW;
        return (facts.isEmpty() ? byType : facts.get(0).statement()).place(view);
    }
}
