package io.quorumeter.core.column;

import io.quorumeter.Bounds;
import io.quorumeter.Labels;
import io.quorumeter.MetricDescriptor;
import io.quorumeter.MetricLevel;
import io.quorumeter.MetricType;
import io.quorumeter.snapshot.Distribution;
import io.quorumeter.snapshot.Exemplar;
import io.quorumeter.snapshot.FamilySnapshot;
import io.quorumeter.snapshot.MetricsSnapshot;
import io.quorumeter.snapshot.MetricsSnapshot.EndedSeries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Snapshots of families that are declared alike, with series that come and go; and what a snapshot holds, in a form to be compared. */
final class RandomSnapshots {
    private static final Map<String, MetricType> FAMILIES = Map.of(
            "a_total", MetricType.COUNTER,
            "b_total", MetricType.COUNTER,
            "g", MetricType.GAUGE,
            "h_seconds", MetricType.HISTOGRAM,
            "i_info", MetricType.INFO,
            "k", MetricType.HISTOGRAM,
            "s", MetricType.STATE_SET,
            "y", MetricType.SUMMARY);

    private static final double[] GAUGE_FRACTIONS = {
        0, -0.0, 0.25, 0.5, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
    };

    private final Random random;

    RandomSnapshots(long seed) {
        this.random = new Random(seed);
    }

    MetricsSnapshot next() {
        List<FamilySnapshot> families = new ArrayList<>();
        FAMILIES.forEach((name, type) -> {
            if (random.nextInt(5) > 0) {
                families.add(family(name, type));
            }
        });
        List<EndedSeries> ended = random.nextBoolean()
                ? List.of()
                : List.of(new EndedSeries(
                        "g", Labels.of("a", "" + random.nextInt(20)), Instant.ofEpochSecond(random.nextInt(3))));
        families.sort(
                java.util.Comparator.comparing(family -> family.descriptor().name()));
        return new MetricsSnapshot(
                Instant.ofEpochSecond(random.nextInt(100)),
                families,
                Labels.of("chain", "c", "instance", "" + random.nextInt(2)),
                ended);
    }

    private FamilySnapshot family(String name, MetricType type) {
        List<Labels> labels = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            if (random.nextInt(3) > 0) {
                labels.add(type == MetricType.STATE_SET ? Labels.of("s", "" + i) : Labels.of("a", "" + i));
            }
        }
        double perUnit = name.endsWith("_seconds") ? 1e9 : 1;
        FamilyColumns columns = new FamilyColumns(
                descriptor(name, type, random.nextBoolean() ? "help" : ""),
                Bounds.of(1, 2, 3),
                perUnit,
                type == MetricType.SUMMARY ? List.of(0.5) : List.of());
        long[] created = random.ints(labels.size(), 0, 4).asLongStream().toArray();
        columns.begin(new SeriesLabels(labels.toArray(new Labels[0]), labels.size()), created);
        for (int i = 0; i < labels.size(); i++) {
            fill(columns, type, perUnit, i);
        }
        return columns;
    }

    static MetricDescriptor descriptor(String name, MetricType type, String help) {
        return new MetricDescriptor(
                name, help, type, MetricLevel.STANDARD, List.of(type == MetricType.STATE_SET ? name : "a"));
    }

    private void fill(FamilyColumns columns, MetricType type, double perUnit, int series) {
        Exemplar exemplar = new Exemplar(random.nextInt(3), random.nextInt(3), 1, random.nextInt(3));
        switch (type) {
            case COUNTER -> {
                columns.whole()[series] = random.nextLong() >>> (1 + random.nextInt(60));
                columns.exemplar(series, exemplar);
            }
            case GAUGE -> {
                columns.whole()[series] = random.nextInt(5) - 2L;
                columns.fraction()[series] = GAUGE_FRACTIONS[random.nextInt(GAUGE_FRACTIONS.length)];
                columns.timestamp(series, random.nextInt(3));
            }
            case INFO -> columns.whole()[series] = 1;
            case STATE_SET -> columns.whole()[series] = random.nextInt(2);
            case HISTOGRAM -> {
                columns.distributions.exemplar(random.nextInt(4), exemplar);
                columns.add(values(perUnit));
            }
            case SUMMARY -> {
                columns.add(values(perUnit));
                columns.cumulative(series, random.nextInt(100), random.nextLong() >>> 1, 0);
            }
        }
    }

    private Distribution values(double perUnit) {
        return Values.distribution(Values.random(random, 40), perUnit);
    }

    /** Everything in a snapshot by family and labels. */
    static Map<String, String> content(MetricsSnapshot snapshot) {
        Map<String, String> content = new HashMap<>();
        content.put("", snapshot.time() + " " + snapshot.constantLabels() + snapshot.ended());
        for (FamilySnapshot family : snapshot.families()) {
            content.put(family.descriptor().name(), family.descriptor().toString());
            for (int i = 0; i < family.size(); i++) {
                content.put(family.descriptor().name() + family.labels(i), series(family, i));
            }
        }
        return content;
    }

    private static String series(FamilySnapshot family, int i) {
        StringBuilder text = new StringBuilder().append(family.createdMillis(i)).append(' ');
        if (!family.hasDistributions()) {
            text.append(family.wholeValue(i)).append('+').append(family.fraction(i));
            return text.append('@')
                    .append(family.timestampMillis(i))
                    .append(family.exemplar(i))
                    .toString();
        }
        text.append(family.count(i))
                .append(' ')
                .append(family.wholeSum(i))
                .append('+')
                .append(family.fractionSum(i));
        for (int bound = 0; bound <= family.bounds().size(); bound++) {
            text.append(family.exemplar(i, bound));
        }
        Distribution distribution = family.distribution(i);
        text.append(distribution.exactSum()).append('+').append(distribution.fractionSum());
        distribution.forEachIndex(
                (bucket, count) -> text.append(' ').append(bucket).append(':').append(count));
        return text.toString();
    }
}
