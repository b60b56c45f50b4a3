package io.quorumeter.alerting.rule;

import io.quorumeter.promql.PromQl;
import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.PromQlException;
import io.quorumeter.promql.model.Stale;
import io.quorumeter.promql.model.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What became of a rule in its last evaluation. One thread evaluates, any number of threads read. */
public abstract sealed class RuleState permits RecordingState, AlertingState {
    private Set<Labels> series = Set.of();
    private volatile Last last = new Last(null, null, Duration.ZERO);

    RuleState() {}

    /**
     * The last evaluation.
     *
     * @param at when it was, null before the first one
     * @param error what went wrong, null if nothing did
     * @param took how long it took
     */
    public record Last(@Nullable Instant at, @Nullable String error, Duration took) {}

    /** {@return the rule} */
    public abstract Rule rule();

    /** {@return the last evaluation} */
    public final Last last() {
        return last;
    }

    /** {@return its alerts, also those that were over a short while ago; none for a rule that records} */
    public List<ActiveAlert> alerts() {
        return List.of();
    }

    /** What a rule's evaluation goes by. */
    record Context(
            PromQl promql,
            Instant at,
            RuleGroup group,
            Labels externalLabels,
            String externalUrl,
            Map<Labels, Instant> before) {
        /** Returns the value of the rule's expression, with the labels of its series. */
        List<Value.Sample> samples(Rule rule) {
            return samples(
                    promql.instant(rule.expr(), at.minus(group.queryOffset())).value());
        }

        /** Returns the answer to a query of a template. */
        List<Value.Sample> query(String expression) {
            return samples(promql.instant(expression, at).value());
        }

        private static List<Value.Sample> samples(Value value) {
            if (value instanceof Value.Vector vector) {
                return vector.samples();
            }
            if (value instanceof Value.Scalar scalar) {
                return List.of(new Value.Sample(Labels.EMPTY, scalar.time(), scalar.value()));
            }
            throw new IllegalStateException("rule result is not a vector or scalar");
        }

        void checkLimit(int made, String what) {
            if (group.limit() > 0 && made > group.limit()) {
                throw new IllegalStateException("exceeded limit of " + group.limit() + " with " + made + " " + what);
            }
        }
    }

    /** Evaluates; what fails leaves all as it was. */
    final void evaluate(Context context, SampleSink sink, LongSupplier nanoTime) {
        long from = nanoTime.getAsLong();
        String error = null;
        try {
            Map<Labels, Double> made = new HashMap<>();
            make(context, made);
            long millis = context.at.toEpochMilli();
            made.forEach((labels, value) -> sink.add(labels, millis, value));
            series.stream()
                    .filter(labels -> !made.containsKey(labels))
                    .forEach(ended -> sink.add(ended, millis, Stale.MARKER));
            series = new HashSet<>(made.keySet());
        } catch (PromQlException | IllegalStateException failed) {
            error = String.valueOf(failed.getMessage());
        }
        last = new Last(context.at, error, Duration.ofNanos(nanoTime.getAsLong() - from));
    }

    /** Adds what the rule makes at a moment. */
    abstract void make(Context context, Map<Labels, Double> into);
}
