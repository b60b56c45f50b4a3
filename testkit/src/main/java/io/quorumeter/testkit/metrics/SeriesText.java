package io.quorumeter.testkit.metrics;

import io.quorumeter.snapshot.FamilySnapshot;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.util.Locale;
import java.util.Map;

/** Series as messages show them. */
final class SeriesText {
    private SeriesText() {}

    /** A number without a fraction that it does not have. */
    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    /** What a series holds. */
    static String value(FamilySnapshot family, int index) {
        if (!family.hasDistributions()) {
            return family.isWhole(index) ? Long.toString(family.wholeValue(index)) : number(family.value(index));
        }
        long count = family.count(index);
        if (count == 0) {
            return "count 0";
        }
        return String.format(
                Locale.ROOT,
                "count %d, sum %s, median %.4g, p99 %.4g",
                count,
                number(family.sum(index)),
                family.quantile(index, 0.5),
                family.quantile(index, 0.99));
    }

    static boolean hasMoved(FamilySnapshot family, int index) {
        return family.hasDistributions() ? family.count(index) != 0 : family.value(index) != 0;
    }

    static boolean isOfTheEngine(FamilySnapshot family) {
        return family.descriptor().name().startsWith("quorumeter_");
    }

    /** The series with its labels, as a dump names it. */
    static String name(FamilySnapshot family, int index) {
        return family.descriptor().name() + family.labels(index);
    }

    /** The series that moved, one on a line, but for those that hold what they held at the start. */
    static String dump(MetricsSnapshot snapshot, Map<String, String> atTheStart) {
        StringBuilder text = new StringBuilder();
        for (FamilySnapshot family : snapshot.families()) {
            for (int i = 0; i < family.size(); i++) {
                String name = name(family, i);
                String value = value(family, i);
                if (!isOfTheEngine(family) && hasMoved(family, i) && !value.equals(atTheStart.get(name))) {
                    text.append(name).append(' ').append(value).append('\n');
                }
            }
        }
        return text.toString();
    }
}
