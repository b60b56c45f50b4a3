package io.quorumeter.alerting.route;

import io.quorumeter.alerting.route.Silence.State;
import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.Matcher;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The silences of a node, by the rules of Alertmanager. One that is over is kept for five days. Thread-safe. */
public final class Silences {
    private static final Duration KEPT = Duration.ofDays(5);

    /** So that silences without end in number take no memory without end. */
    private static final int MOST = 1_000;

    private final InstantSource clock;
    private final Map<String, Silence> all = new LinkedHashMap<>();
    private Runnable changed = () -> {};

    /**
     * Creates an empty collection.
     *
     * @param clock the time at which silences begin and end
     */
    public Silences(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Takes up silences of before the process started, as they were.
     *
     * @param before silences with ids, of which those are dropped that cannot be kept
     * @param listener is called after each change from now on, by the thread that changes
     */
    public synchronized void resume(List<Silence> before, Runnable listener) {
        before.stream().limit(MOST).forEach(silence -> all.put(silence.id(), silence));
        changed = listener;
    }

    /**
     * Adds a silence, or changes one. The id stays while the matchers are the same, and an active silence starts as before and ends later
     * than now, or a pending one starts later than now; otherwise the one before is over and the new one has an id of its own. A start that
     * has passed is now.
     *
     * @param wanted with an empty id, or that of the silence to change
     * @return the silence as it is kept
     * @throws IllegalArgumentException if there is no such id, the new silence would be over already, or there are 1,000
     */
    public synchronized Silence set(Silence wanted) {
        Instant now = clock.instant();
        all.values().removeIf(silence -> silence.endsAt().plus(KEPT).isBefore(now));
        Silence before = wanted.id().isEmpty() ? null : find(wanted.id());
        if (before != null && keepsId(before, wanted, now)) {
            all.put(wanted.id(), wanted);
            changed.run();
            return wanted;
        }
        if (!wanted.endsAt().isAfter(now)) {
            throw new IllegalArgumentException("the end, " + wanted.endsAt() + ", lies in the past; it is " + now);
        }
        if (all.size() >= MOST) {
            throw new IllegalArgumentException("there are 1,000 silences; one with fewer matchers serves for many");
        }
        if (before != null) {
            expire(before.id());
        }
        Instant start = wanted.startsAt().isBefore(now) ? now : wanted.startsAt();
        Instant exact = start.truncatedTo(ChronoUnit.MILLIS); // as Alertmanager's clients send it back
        Silence added = wanted.with(UUID.randomUUID().toString(), exact, wanted.endsAt());
        all.put(added.id(), added);
        changed.run();
        return added;
    }

    private static boolean keepsId(Silence before, Silence wanted, Instant now) {
        return before.matchers().equals(wanted.matchers())
                && switch (before.state(now)) {
                    case PENDING -> !wanted.startsAt().isBefore(now);
                    case ACTIVE ->
                        wanted.startsAt().equals(before.startsAt())
                                && wanted.endsAt().isAfter(now);
                    case EXPIRED -> false;
                };
    }

    /**
     * Ends a silence now; no-op if it is over.
     *
     * @param id identifies it
     * @throws IllegalArgumentException if there is no such silence
     */
    public synchronized void expire(String id) {
        Instant now = clock.instant();
        Silence silence = find(id);
        switch (silence.state(now)) {
            case PENDING -> all.put(id, silence.with(id, now, now));
            case ACTIVE -> all.put(id, silence.with(id, silence.startsAt(), now));
            case EXPIRED -> {}
        }
        changed.run();
    }

    /** {@return all silences, in the order in which they were added, those that are over among them} */
    public synchronized List<Silence> all() {
        return List.copyOf(all.values());
    }

    /**
     * {@return where a silence stands now}
     *
     * @param silence one of these
     */
    public State state(Silence silence) {
        return silence.state(clock.instant());
    }

    /** {@return the silence that keeps all alerts back now, as during planned work, if there is one: that which ends last} */
    public synchronized Optional<Silence> ofEverything() {
        return all.values().stream()
                .filter(silence ->
                        state(silence) == State.ACTIVE && silence.matchers().equals(Silence.MAINTENANCE))
                .max(Comparator.comparing(Silence::endsAt));
    }

    /**
     * {@return whether a silence keeps an alert back now}
     *
     * @param labels the alert's labels
     */
    public synchronized boolean isSilenced(Labels labels) {
        Instant now = clock.instant();
        return all.values().stream()
                .anyMatch(silence -> silence.state(now) == State.ACTIVE && Matcher.all(silence.matchers(), labels));
    }

    private Silence find(String id) {
        Silence silence = all.get(id);
        if (silence == null) {
            throw new IllegalArgumentException("there is no silence with the id '" + id + "'");
        }
        return silence;
    }
}
