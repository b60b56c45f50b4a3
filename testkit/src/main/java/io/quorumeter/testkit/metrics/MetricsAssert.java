package io.quorumeter.testkit.metrics;

import io.quorumeter.Labels;
import io.quorumeter.MetricType;
import io.quorumeter.snapshot.FamilySnapshot;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.assertj.core.api.AbstractAssert;

/** Assertions on all series of a collector; from {@link MetricsAssertions#assertThat}. */
public final class MetricsAssert extends AbstractAssert<MetricsAssert, MetricsSnapshot> {
    private final SeriesSearch search;

    MetricsAssert(MetricsSnapshot actual, List<RecordedCall> calls) {
        super(actual, MetricsAssert.class);
        this.search = new SeriesSearch(actual, calls);
    }

    /**
     * Turns to a counter.
     *
     * @param name its full name
     * @return assertions on the sum of its series, or of those with certain labels
     * @throws AssertionError when there is no family of this name, or it is none of counters
     */
    public NumberAssert counter(String name) {
        return numbers(name, EnumSet.of(MetricType.COUNTER));
    }

    /**
     * Turns to a gauge, a fact or a state.
     *
     * @param name its full name
     * @return assertions on its series, or the one with certain labels
     * @throws AssertionError when there is no family of this name, or it is none of these
     */
    public NumberAssert gauge(String name) {
        return numbers(name, EnumSet.of(MetricType.GAUGE, MetricType.INFO, MetricType.STATE_SET));
    }

    /**
     * Turns to a histogram.
     *
     * @param name its full name
     * @return assertions on one of its series
     * @throws AssertionError when there is no family of this name, or it is none of distributions
     */
    public DistributionAssert histogram(String name) {
        return new DistributionAssert(
                search, search.family(name, EnumSet.of(MetricType.HISTOGRAM, MetricType.SUMMARY)), Labels.of());
    }

    /**
     * Turns to a timer, whose values are in seconds here.
     *
     * @param name its full name
     * @return assertions on one of its series
     * @throws AssertionError when there is no family of this name, or it is none of distributions
     */
    public DistributionAssert timer(String name) {
        return histogram(name);
    }

    /**
     * Checks that a family is there, whatever it holds.
     *
     * @param name its full name
     * @return these assertions
     * @throws AssertionError when it is not
     */
    public MetricsAssert hasFamily(String name) {
        if (actual.family(name).isEmpty()) {
            throw new AssertionError(search.noFamily(name));
        }
        return this;
    }

    /**
     * Checks that a family is not there.
     *
     * @param name its full name
     * @return these assertions
     * @throws AssertionError when it is
     */
    public MetricsAssert hasNoFamily(String name) {
        actual.family(name).ifPresent(found -> {
            throw new AssertionError(
                    "Expecting no family " + name + "\nbut there is one:\n" + search.nearest(found, Labels.of()));
        });
        return this;
    }

    /**
     * Checks the exposition against a file; see {@link GoldenExposition}.
     *
     * @param file what is expected
     * @param prefixes how the names of the families begin that go in; none for all but the engine's own
     * @return these assertions
     * @throws AssertionError when it is not the same, with the lines that differ, or a prefix has no family
     */
    public MetricsAssert matchesGolden(Path file, String... prefixes) {
        GoldenExposition.at(file).only(prefixes).check(actual);
        return this;
    }

    private NumberAssert numbers(String name, EnumSet<MetricType> types) {
        FamilySnapshot family = search.family(name, types);
        return new NumberAssert(search, family, Labels.of());
    }
}
