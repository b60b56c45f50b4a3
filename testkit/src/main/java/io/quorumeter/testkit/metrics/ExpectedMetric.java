package io.quorumeter.testkit.metrics;

import io.quorumeter.Labels;
import io.quorumeter.MetricsCollector;
import io.quorumeter.snapshot.FamilySnapshot;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;

/**
 * What a test expects of the series of a family that have certain labels: of their sum, for distributions of the sum of their counts.
 *
 * <pre>{@code
 * assertMetricsRecorded(metrics,
 *         ExpectedMetric.of("votes_sent_total", "phase", "vote").equalTo(3),
 *         ExpectedMetric.of("block_validation_seconds").atLeast(1));
 * }</pre>
 *
 * @param name the family's full name
 * @param labels labels of the series; a series may have others too
 * @param matcher what must hold of the sum
 * @param description what {@code matcher} asks for, as in {@code "at least 1"}
 */
public record ExpectedMetric(String name, Labels labels, DoublePredicate matcher, String description) {
    /**
     * Something recorded: a sum that is not zero, unless one of the other methods says what it must be.
     *
     * @param name the family's full name
     * @param labels names and values in turn
     * @return the expectation
     */
    public static ExpectedMetric of(String name, String... labels) {
        return new ExpectedMetric(name, Labels.of(labels), sum -> sum != 0, "other than 0");
    }

    /**
     * Expects a certain sum.
     *
     * @param sum the value, up to 2<sup>53</sup> in either direction
     * @return a changed copy
     */
    public ExpectedMetric equalTo(long sum) {
        return equalTo((double) sum);
    }

    /**
     * Expects a certain sum.
     *
     * @param sum the value
     * @return a changed copy
     */
    public ExpectedMetric equalTo(double sum) {
        return matching(actual -> actual == sum, "equal to " + SeriesText.number(sum));
    }

    /**
     * Expects a sum that is not below a value.
     *
     * @param least the value
     * @return a changed copy
     */
    public ExpectedMetric atLeast(double least) {
        return matching(actual -> actual >= least, "at least " + SeriesText.number(least));
    }

    /**
     * Expects a sum between two values.
     *
     * @param least the lower one, included
     * @param most the upper one, included
     * @return a changed copy
     */
    public ExpectedMetric between(double least, double most) {
        return matching(
                actual -> actual >= least && actual <= most,
                "from " + SeriesText.number(least) + " to " + SeriesText.number(most));
    }

    /**
     * Expects whatever a predicate says.
     *
     * @param expected what must hold of the sum
     * @param inWords the same in words, for the message
     * @return a changed copy
     */
    public ExpectedMetric matching(DoublePredicate expected, String inWords) {
        return new ExpectedMetric(name, labels, expected, inWords);
    }

    /** What is wrong; empty when nothing is. */
    String fault(MetricsSnapshot snapshot, SeriesSearch search) {
        Optional<FamilySnapshot> found = snapshot.family(name);
        if (found.isEmpty()) {
            return search.noFamily(name) + "\n";
        }
        FamilySnapshot family = found.get();
        List<Integer> series = SeriesSearch.matching(family, labels);
        if (series.isEmpty()) {
            return search.noSeries(family, labels);
        }
        double sum = series.stream()
                .mapToDouble(i -> family.hasDistributions() ? family.count(i) : family.value(i))
                .sum();
        return matcher.test(sum)
                ? ""
                : "Expecting " + name + labels + " to be " + description + "\nbut it is " + SeriesText.number(sum)
                        + ".\nThe nearest series:\n" + search.nearest(family, labels);
    }

    /** Checks several at once, and names all that are not as expected. */
    static void requireAll(MetricsCollector collector, ExpectedMetric... expected) {
        MetricsSnapshot snapshot = collector.snapshot();
        List<RecordedCall> calls = collector instanceof TestMetricsCollector test ? test.calls() : List.of();
        SeriesSearch search = new SeriesSearch(snapshot, calls);
        List<String> wrong = List.of(expected).stream()
                .map(each -> each.fault(snapshot, search))
                .filter(fault -> !fault.isEmpty())
                .toList();
        if (!wrong.isEmpty()) {
            throw new AssertionError(wrong.size() + " of " + expected.length + " metrics are not as expected.\n"
                    + String.join("\n", wrong));
        }
    }
}
