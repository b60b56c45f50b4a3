package io.quorumeter.history;

import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.Value;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The derived series, which may be others at every tick. */
final class DerivedRecorder {
    private final FamilyRecorder.Sink sink;
    private Map<Labels, @Nullable HeadSeries> series = new HashMap<>();

    DerivedRecorder(FamilyRecorder.Sink sink) {
        this.sink = sink;
    }

    /** Asks again for the series that were refused, as there may be room now. */
    void retry() {
        series.values().removeIf(Objects::isNull);
    }

    /** Adds the values of a tick, and ends the series that have none. */
    void append(Collection<Value.Sample> samples) {
        Map<Labels, @Nullable HeadSeries> before = series;
        series = new HashMap<>();
        for (Value.Sample sample : samples) {
            Labels labels = sample.labels();
            if (!series.containsKey(labels)) {
                HeadSeries one = before.containsKey(labels) ? before.remove(labels) : sink.open(labels, this);
                series.put(labels, one);
                if (one != null) {
                    sink.add(one, sample.value());
                }
            }
        }
        for (HeadSeries ended : before.values()) {
            if (ended != null) {
                sink.end(ended);
            }
        }
    }
}
