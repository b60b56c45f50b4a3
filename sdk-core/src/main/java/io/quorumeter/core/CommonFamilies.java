package io.quorumeter.core;

import io.quorumeter.Labels;
import io.quorumeter.MetricDeclarationException;
import io.quorumeter.MetricDescriptor;
import io.quorumeter.core.PreparedFamilies.Prepared;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Families that several collectors of a page have in common: they must agree in type and help, and no series may be there twice. A family
 * is looked at again when its series change. Safe from any thread.
 */
final class CommonFamilies {
    private final Map<String, @Nullable Prepared[]> checked = new ConcurrentHashMap<>();

    /**
     * Checks a family.
     *
     * @param group its text by collector, null where one has no such series; at least one is not null
     * @throws MetricDeclarationException naming the family and the two collectors
     */
    void check(@Nullable Prepared[] group) {
        String name = "";
        for (Prepared one : group) {
            name = one == null ? name : one.text().descriptor.name();
        }
        if (!Arrays.equals(group, checked.get(name))) {
            checkAgreement(group);
            checkSeries(name, group);
            checked.put(name, group.clone());
        }
    }

    private static void checkAgreement(@Nullable Prepared[] group) {
        Prepared known = null;
        int first = 0;
        for (int i = 0; i < group.length; i++) {
            Prepared other = group[i];
            if (other == null) {
                continue;
            }
            if (known == null) {
                known = other;
                first = i;
                continue;
            }
            MetricDescriptor one = known.text().descriptor;
            MetricDescriptor two = other.text().descriptor;
            if (one.type() != two.type()) {
                throw contradiction(one.name(), "a " + one.type(), "a " + two.type(), first, i, group);
            }
            if (!one.help().equals(two.help())) {
                throw contradiction(
                        one.name(), "the help '" + one.help() + "'", "'" + two.help() + "'", first, i, group);
            }
        }
    }

    private static void checkSeries(String name, @Nullable Prepared[] group) {
        Map<Map<String, String>, Integer> owners = new HashMap<>();
        for (int i = 0; i < group.length; i++) {
            Prepared one = group[i];
            if (one == null) {
                continue;
            }
            for (Labels own : one.labels().own()) {
                Map<String, String> labels = new TreeMap<>();
                one.labels().constant().forEach(labels::put);
                own.forEach(labels::put);
                Integer owner = owners.put(labels, i);
                if (owner != null) {
                    throw new MetricDeclarationException("series " + name + labels + " is in " + named(owner, group)
                            + " and in " + named(i, group)
                            + ": give each collector constant labels of its own, such as instance");
                }
            }
        }
    }

    private static MetricDeclarationException contradiction(
            String name, String one, String two, int first, int second, @Nullable Prepared[] group) {
        return new MetricDeclarationException("family '" + name + "' has " + one + " in " + named(first, group)
                + " and " + two + " in " + named(second, group) + ": declare it alike, or rename one of the two");
    }

    private static String named(int collector, @Nullable Prepared[] group) {
        Prepared one = group[collector];
        return "collector " + (collector + 1)
                + (one == null ? "" : " " + one.labels().constant());
    }
}
