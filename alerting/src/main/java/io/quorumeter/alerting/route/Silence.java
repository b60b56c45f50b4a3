package io.quorumeter.alerting.route;

import io.quorumeter.promql.model.Matcher;
import io.quorumeter.promql.model.Semantics;
import java.time.Instant;
import java.util.List;

/**
 * Keeps notices of alerts back for a time.
 *
 * @param id identifies it; empty for one that {@link Silences#set} is to add
 * @param matchers what an alert meets that is kept back
 * @param startsAt when it begins, which may lie ahead
 * @param endsAt when it is over
 * @param createdBy who wants it
 * @param comment why
 */
public record Silence(
        String id, List<Matcher> matchers, Instant startsAt, Instant endsAt, String createdBy, String comment) {
    /** What every alert meets: a silence with these conditions is for planned work. */
    public static final List<Matcher> MAINTENANCE =
            List.of(Matcher.of("alertname", Matcher.Op.REGEX, ".+", Semantics.V2));

    /** Where a silence stands. */
    public enum State {
        /** It begins later. */
        PENDING,
        /** It keeps alerts back. */
        ACTIVE,
        /** It is over. */
        EXPIRED
    }

    /**
     * Checks that it can have an effect, and not one on every alert.
     *
     * @param id identifies it; empty for one that {@link Silences#set} is to add
     * @param matchers what an alert meets that is kept back
     * @param startsAt when it begins, which may lie ahead
     * @param endsAt when it is over
     * @param createdBy who wants it
     * @param comment why
     * @throws IllegalArgumentException if it has no matcher, or only such as the empty value meets, or its end is before its start
     */
    public Silence {
        matchers = List.copyOf(matchers);
        if (matchers.stream().allMatch(matcher -> matcher.matches(""))) {
            throw new IllegalArgumentException("at least one matcher must not match the empty string, but there are "
                    + matchers + "; such a silence would keep every alert back");
        }
        if (endsAt.isBefore(startsAt)) {
            throw new IllegalArgumentException("the end, " + endsAt + ", must not be before the start, " + startsAt);
        }
    }

    /**
     * {@return where it stands}
     *
     * @param now the moment
     */
    public State state(Instant now) {
        return now.isBefore(startsAt) ? State.PENDING : now.isBefore(endsAt) ? State.ACTIVE : State.EXPIRED;
    }

    Silence with(String otherId, Instant start, Instant end) {
        return new Silence(otherId, matchers, start, end, createdBy, comment);
    }
}
