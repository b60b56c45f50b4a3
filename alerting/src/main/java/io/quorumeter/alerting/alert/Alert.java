package io.quorumeter.alerting.alert;

import io.quorumeter.LabelValue;
import io.quorumeter.Labels;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something is wrong, or no longer is. Immutable.
 *
 * <p>Two alerts are about the same thing when name and labels are equal: then they have one {@linkplain #id() identity}, and only the first
 * of them is told. Everything else may change while it fires.
 *
 * @param name what is wrong, one of a few names such as {@code HotStuff2CommitStalled}; not empty
 * @param severity how bad it is
 * @param labels what tells it from others of its name, such as the type of evidence; often none
 * @param summary one sentence for people
 * @param suggestion what to do about it; empty when there is nothing to say
 * @param value what was measured, in the unit that the summary names; NaN when nothing was
 * @param limit what the value had to keep to; NaN when there is no such number
 * @param state whether it is so or over
 * @param firedAt when it began
 * @param resolvedAt when it was over; null as long as it fires
 * @param receivers who is notified in the place of what routes say; empty for those
 */
public record Alert(
        String name,
        Severity severity,
        Labels labels,
        String summary,
        String suggestion,
        double value,
        double limit,
        AlertState state,
        Instant firedAt,
        @Nullable Instant resolvedAt,
        List<String> receivers) {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /**
     * Checks what must be there.
     *
     * @param name what is wrong, one of a few names such as {@code HotStuff2CommitStalled}; not empty
     * @param severity how bad it is
     * @param labels what tells it from others of its name, such as the type of evidence; often none
     * @param summary one sentence for people
     * @param suggestion what to do about it; empty when there is nothing to say
     * @param value what was measured, in the unit that the summary names; NaN when nothing was
     * @param limit what the value had to keep to; NaN when there is no such number
     * @param state whether it is so or over
     * @param firedAt when it began
     * @param resolvedAt when it was over; null as long as it fires
     * @param receivers who is notified in the place of what routes say; empty for those
     * @throws IllegalArgumentException when the name is empty, or the time of resolving does not go with the state
     */
    public Alert {
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(labels, "labels");
        Objects.requireNonNull(firedAt, "firedAt");
        receivers = List.copyOf(receivers);
        if (name.isEmpty()) {
            throw new IllegalArgumentException("name: an alert needs one, such as HotStuff2CommitStalled");
        }
        if ((state == AlertState.RESOLVED) != (resolvedAt != null)) {
            throw new IllegalArgumentException("resolvedAt: alert '" + name + "' is " + state
                    + "; an alert has a time of resolving when it is RESOLVED, and only then");
        }
    }

    /**
     * An alert that begins now, without labels, suggestion and numbers.
     *
     * @param name what is wrong
     * @param severity how bad it is
     * @param summary one sentence for people
     * @param now the time
     * @return a firing alert
     */
    public static Alert firing(String name, Severity severity, String summary, Instant now) {
        return new Alert(
                name,
                severity,
                Labels.of(),
                summary,
                "",
                Double.NaN,
                Double.NaN,
                AlertState.FIRING,
                now,
                null,
                List.of());
    }

    /**
     * What this alert is called by: the same for all alerts of one name and labels, in every process.
     *
     * @return 16 hexadecimal digits
     */
    public String id() {
        return HexFormat.of().toHexDigits(fingerprint());
    }

    /**
     * The same as a number: FNV-1a over name and labels.
     *
     * @return 64 bits
     */
    public long fingerprint() {
        long[] hash = {mixed(FNV_OFFSET, name)};
        labels.forEach((label, labelValue) -> hash[0] = mixed(mixed(hash[0], label), labelValue));
        return hash[0];
    }

    /**
     * Whether it fires.
     *
     * @return false when it is over
     */
    public boolean isFiring() {
        return state == AlertState.FIRING;
    }

    /**
     * The labels by which it is routed and shown: its own, its name as {@code alertname}, and its severity as {@code severity} unless it has
     * such a label.
     *
     * @return the labels as of a series
     */
    public io.quorumeter.promql.model.Labels allLabels() {
        Map<String, String> all = new HashMap<>();
        all.put("severity", LabelValue.of(severity));
        labels.forEach(all::put);
        all.put("alertname", name);
        return io.quorumeter.promql.model.Labels.of(all);
    }

    /**
     * The same alert with labels.
     *
     * @param other what tells it from others of its name
     * @return a new alert
     */
    public Alert withLabels(Labels other) {
        return new Alert(
                name, severity, other, summary, suggestion, value, limit, state, firedAt, resolvedAt, receivers);
    }

    /**
     * The same alert with what to do about it.
     *
     * @param what one sentence for people
     * @return a new alert
     */
    public Alert withSuggestion(String what) {
        return new Alert(name, severity, labels, summary, what, value, limit, state, firedAt, resolvedAt, receivers);
    }

    /**
     * The same alert with what was measured.
     *
     * @param measured the value
     * @param allowed what it had to keep to
     * @return a new alert
     */
    public Alert withValue(double measured, double allowed) {
        return new Alert(
                name, severity, labels, summary, suggestion, measured, allowed, state, firedAt, resolvedAt, receivers);
    }

    /**
     * The same alert as one that began at another time.
     *
     * @param when the time
     * @return a new alert
     */
    public Alert withFiredAt(Instant when) {
        return new Alert(name, severity, labels, summary, suggestion, value, limit, state, when, resolvedAt, receivers);
    }

    /**
     * The same alert for receivers that it names, in the place of those that routes say.
     *
     * @param names receivers of the routes, or handlers where there are no routes; none for those that routes say
     * @return a new alert
     */
    public Alert withReceivers(List<String> names) {
        return new Alert(name, severity, labels, summary, suggestion, value, limit, state, firedAt, resolvedAt, names);
    }

    /**
     * The same alert, over. Its summary says so, after how long, and what it was; nothing is left to be done.
     *
     * @param when the time
     * @return a new alert; its identity is the same
     */
    public Alert resolved(Instant when) {
        String over = isFiring() ? "over after " + lasted(when) + "; it was: " + summary : summary;
        return new Alert(name, severity, labels, over, "", value, limit, AlertState.RESOLVED, firedAt, when, receivers);
    }

    /** As people say it, as in {@code 1 h 59 min}: in the largest unit and the next one, without what is zero. */
    private String lasted(Instant when) {
        Duration time = Duration.between(firedAt, when);
        if (time.toDays() > 0) {
            return inUnits(time.toDays(), " d", time.toHoursPart(), " h");
        } else if (time.toHours() > 0) {
            return inUnits(time.toHours(), " h", time.toMinutesPart(), " min");
        } else if (time.toMinutes() > 0) {
            return inUnits(time.toMinutes(), " min", time.toSecondsPart(), " s");
        }
        return Math.max(time.toSeconds(), 0) + " s";
    }

    private static String inUnits(long large, String unit, int small, String smallUnit) {
        return large + unit + (small == 0 ? "" : " " + small + smallUnit);
    }

    /** Ends each text with a byte that UTF-8 does not have, so that no two texts run into each other. */
    private static long mixed(long hash, String text) {
        long mixed = hash;
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            mixed = (mixed ^ (one & 0xff)) * FNV_PRIME;
        }
        return (mixed ^ 0xff) * FNV_PRIME;
    }
}
