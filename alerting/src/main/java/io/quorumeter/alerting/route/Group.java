package io.quorumeter.alerting.route;

import io.quorumeter.alerting.route.Notice.Reason;
import io.quorumeter.promql.model.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The alerts of one route that are notified together. It looks for changes when it is due and at no other time, so what came and went in
 * between leaves no trace. What it remembers of an alert is whether the receiver knows of it, and from that alone follows each notice.
 */
final class Group<A> {
    /** An alert that came here, and what the receiver knows of it. */
    private static final class Member<A> {
        private RoutedAlert<A> alert;
        private boolean known;

        /** Was kept back after the receiver knew of it, who is notified again when it no longer is. */
        private boolean hidden;

        Member(RoutedAlert<A> alert) {
            this.alert = alert;
        }
    }

    final Route route;
    final Labels labels;
    private final String key;
    private final boolean wantsResolved;
    private final Map<String, Member<A>> members = new LinkedHashMap<>();

    /** Alerts of which the receiver knew before the process started and that have not come yet, and whether they are sent again. */
    private final Map<String, Boolean> knownBefore = new HashMap<>();

    private Instant due;
    private Instant lastNotice = Instant.MIN;

    Group(Route route, Labels labels, String key, boolean wantsResolved, Instant now) {
        this.route = route;
        this.labels = labels;
        this.key = key;
        this.wantsResolved = wantsResolved;
        this.due = now.plus(route.groupWait());
    }

    /** Goes on where the process before ended. */
    void resume(Sent sent) {
        lastNotice = sent.at();
        sent.shown().forEach(id -> knownBefore.put(id, false));
        sent.doubtful().forEach(id -> knownBefore.put(id, true));
    }

    void add(String id, RoutedAlert<A> alert) {
        members.computeIfAbsent(id, any -> {
                    Member<A> member = new Member<>(alert);
                    Boolean sentAgain = knownBefore.remove(id);
                    member.known = sentAgain != null;
                    member.hidden = Boolean.TRUE.equals(sentAgain);
                    return member;
                })
                .alert = alert;
    }

    Instant due() {
        return due;
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    /** Looks for changes; returns what the receiver is notified of, if there is anything. */
    Optional<Notice<A>> look(Instant now, Predicate<Labels> isKeptBack) {
        due = now.plus(route.groupInterval());
        members.values().removeIf(member -> !member.alert.firing && !member.known);
        if (route.isMuted(now)) {
            return Optional.empty();
        }
        List<Member<A>> firing = new ArrayList<>();
        List<Member<A>> begun = new ArrayList<>();
        List<Member<A>> ended = new ArrayList<>();
        for (Member<A> member : members.values()) {
            if (!member.alert.firing) {
                ended.add(member);
            } else if (isKeptBack.test(member.alert.labels)) {
                member.hidden = true;
            } else {
                firing.add(member);
                if (!member.known || member.hidden) {
                    begun.add(member);
                }
            }
        }
        if (!wantsResolved) {
            members.values().removeAll(ended);
            ended.clear();
        }
        boolean isFirst = members.values().stream().noneMatch(member -> member.known);
        boolean isLate = !now.isBefore(lastNotice.plus(route.repeatInterval())) && !isAcknowledged(firing);
        Optional<Reason> reason = reason(isFirst, firing.size(), begun.size(), ended.size(), isLate);
        if (reason.isPresent()) {
            lastNotice = now;
            members.values().removeAll(ended);
            firing.forEach(member -> {
                member.known = true;
                member.hidden = false;
            });
        }
        return reason.map(
                why -> new Notice<>(key, route.receiver(), labels, why, alerts(firing), alerts(begun), alerts(ended)));
    }

    /** Returns whether somebody took notice of one of these alerts since the last notice. */
    private boolean isAcknowledged(List<Member<A>> firing) {
        return firing.stream()
                .map(member -> member.alert.acknowledgedAt)
                .anyMatch(at -> at != null && !at.isBefore(lastNotice));
    }

    /** Decides whether a group is notified, and why. */
    static Optional<Reason> reason(boolean isFirst, int firing, int begun, int ended, boolean isLate) {
        if (begun > 0) {
            return Optional.of(isFirst ? Reason.FIRST : Reason.MORE);
        }
        if (ended > 0) {
            return Optional.of(firing > 0 ? Reason.FEWER : Reason.OVER);
        }
        return firing > 0 && isLate ? Optional.of(Reason.REPEAT) : Optional.empty();
    }

    private static <A> List<A> alerts(List<Member<A>> members) {
        return members.stream().map(member -> member.alert.alert).toList();
    }
}
