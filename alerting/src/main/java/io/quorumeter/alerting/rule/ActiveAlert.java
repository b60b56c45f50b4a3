package io.quorumeter.alerting.rule;

import io.quorumeter.promql.model.Labels;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An alert of a rule: it waits, it fires, or it is over.
 *
 * @param labels what identifies it: the labels of its series and its rule, {@code alertname} among them
 * @param annotations what is said about it
 * @param state where it stands
 * @param activeAt when its series began
 * @param value the newest value of its expression
 * @param keptSince since when it goes on although its series has ended; null while that is there
 * @param resolvedAt when it was over, null before
 */
public record ActiveAlert(
        Labels labels,
        Map<String, String> annotations,
        State state,
        Instant activeAt,
        double value,
        @Nullable Instant keptSince,
        @Nullable Instant resolvedAt) {
    /** Where an alert stands. */
    public enum State {
        /** Its series is there, but not for long enough. */
        PENDING,
        /** It fires. */
        FIRING,
        /** It was firing and is over. */
        RESOLVED
    }

    ActiveAlert renewed(Map<String, String> newAnnotations, double newValue) {
        return new ActiveAlert(labels, newAnnotations, state, activeAt, newValue, null, resolvedAt);
    }

    ActiveAlert firing() {
        return new ActiveAlert(labels, annotations, State.FIRING, activeAt, value, keptSince, null);
    }

    ActiveAlert kept(Instant since) {
        return new ActiveAlert(labels, annotations, state, activeAt, value, since, null);
    }

    ActiveAlert resolved(Instant at) {
        return new ActiveAlert(labels, annotations, State.RESOLVED, activeAt, value, keptSince, at);
    }

    /** {@return whether it waits or fires} */
    public boolean isActive() {
        return state != State.RESOLVED;
    }
}
