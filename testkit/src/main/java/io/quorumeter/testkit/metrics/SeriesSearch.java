package io.quorumeter.testkit.metrics;

import io.quorumeter.Labels;
import io.quorumeter.MetricType;
import io.quorumeter.snapshot.FamilySnapshot;
import io.quorumeter.snapshot.MetricsSnapshot;
import io.quorumeter.spi.EditDistance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Looks for series, and says what is nearest when there is none. */
final class SeriesSearch {
    private static final int SHOWN = 10;
    private static final int CALLS_SHOWN = 5;

    private final MetricsSnapshot snapshot;
    private final List<RecordedCall> calls;

    SeriesSearch(MetricsSnapshot snapshot, List<RecordedCall> calls) {
        this.snapshot = snapshot;
        this.calls = calls;
    }

    /**
     * The family.
     *
     * @throws AssertionError when there is none of these types
     */
    FamilySnapshot family(String name, Set<MetricType> types) {
        FamilySnapshot found = snapshot.family(name).orElseThrow(() -> new AssertionError(noFamily(name)));
        MetricType type = found.descriptor().type();
        if (!types.contains(type)) {
            throw new AssertionError("Expecting " + name + " to be one of " + types + "\nbut it is a " + type + ":\n"
                    + nearest(found, Labels.of()));
        }
        return found;
    }

    /** The series with these labels and perhaps others. */
    static List<Integer> matching(FamilySnapshot family, Labels labels) {
        return IntStream.range(0, family.size())
                .filter(i -> agreeing(family.labels(i), labels) == labels.size())
                .boxed()
                .toList();
    }

    /** For messages: that no series has these labels, and which nearly do. */
    String noSeries(FamilySnapshot family, Labels labels) {
        List<String> known = family.descriptor().labelNames();
        List<String> unknown =
                labels.names().stream().filter(name -> !known.contains(name)).toList();
        String why = unknown.isEmpty() ? "" : "\nIts labels are " + known + ", and " + unknown + " is none of them.";
        return "Expecting " + family.descriptor().name() + " to have a series " + labels + "\nbut it has none." + why
                + "\nThe nearest series:\n" + nearest(family, labels);
    }

    /** For messages: what the series near these labels hold, and what was recorded last. */
    String nearest(FamilySnapshot family, Labels labels) {
        List<Integer> order = IntStream.range(0, family.size())
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(i -> -closeness(family.labels(i), labels))
                        .thenComparing(i -> !SeriesText.hasMoved(family, i)))
                .toList();
        StringBuilder text = new StringBuilder();
        for (int i : order.subList(0, Math.min(SHOWN, order.size()))) {
            text.append("  ")
                    .append(family.descriptor().name())
                    .append(family.labels(i))
                    .append(' ')
                    .append(SeriesText.value(family, i))
                    .append('\n');
        }
        if (order.size() > SHOWN) {
            text.append("  and ").append(order.size() - SHOWN).append(" more\n");
        }
        List<RecordedCall> made = calls.stream()
                .filter(call -> call.family().equals(family.descriptor().name()))
                .toList();
        if (!made.isEmpty()) {
            List<RecordedCall> last = made.subList(Math.max(0, made.size() - CALLS_SHOWN), made.size());
            text.append("The last of ").append(made.size()).append(" calls:\n");
            last.forEach(call -> text.append("  ").append(call).append('\n'));
        }
        return text.toString();
    }

    String noFamily(String name) {
        List<FamilySnapshot> near = new ArrayList<>(snapshot.families());
        ToIntFunction<FamilySnapshot> distance =
                family -> EditDistance.between(family.descriptor().name(), name);
        near.sort(Comparator.comparingInt(distance));
        String names = near.stream()
                .limit(3)
                .map(family -> "  " + family.descriptor().name() + ", a "
                        + family.descriptor().type() + ", total " + SeriesText.number(family.total()))
                .collect(Collectors.joining("\n"));
        return "Expecting a family " + name + "\nbut there is none among " + near.size() + ". The nearest names:\n"
                + names;
    }

    private static int agreeing(Labels actual, Labels wanted) {
        int count = 0;
        for (int i = 0; i < wanted.size(); i++) {
            count += wanted.value(i).equals(actual.get(wanted.name(i))) ? 1 : 0;
        }
        return count;
    }

    /** Labels that agree count most, and then how much the others look like what is wanted. */
    private static int closeness(Labels actual, Labels wanted) {
        int close = 0;
        for (int i = 0; i < wanted.size(); i++) {
            String value = actual.get(wanted.name(i));
            if (value != null) {
                close += value.equals(wanted.value(i)) ? 1_000 : -EditDistance.between(value, wanted.value(i));
            }
        }
        return close;
    }
}
