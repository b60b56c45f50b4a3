package io.quorumeter.history;

import io.quorumeter.Bounds;
import io.quorumeter.core.CanonicalNumber;
import io.quorumeter.promql.model.Labels;
import io.quorumeter.snapshot.FamilySnapshot;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/** Which series a family of a snapshot becomes, and their values in the same order. */
final class FamilySeries {
    private FamilySeries() {}

    /** Gives the labels of each series that the values of some labels become. */
    static void forEach(
            FamilySnapshot family, io.quorumeter.Labels constants, io.quorumeter.Labels own, Consumer<Labels> to) {
        switch (family.descriptor().type()) {
            case COUNTER, GAUGE, INFO, STATE_SET -> to.accept(labels(family, "", constants, own));
            case HISTOGRAM -> {
                for (int bound = firstShown(family.bounds());
                        bound < family.bounds().size();
                        bound++) {
                    String le = CanonicalNumber.of(family.bounds().get(bound));
                    to.accept(labels(family, "_bucket", constants, own.with("le", le)));
                }
                to.accept(labels(family, "_bucket", constants, own.with("le", "+Inf")));
                to.accept(labels(family, "_sum", constants, own));
                to.accept(labels(family, "_count", constants, own));
            }
            case SUMMARY -> {
                for (double share : family.quantiles()) {
                    to.accept(labels(family, "", constants, own.with("quantile", CanonicalNumber.of(share))));
                }
                to.accept(labels(family, "_sum", constants, own));
                to.accept(labels(family, "_count", constants, own));
            }
        }
    }

    /** Gives the value of each series; needs room for the counts of a histogram's bounds. */
    static void values(FamilySnapshot family, int i, long[] counts, DoubleConsumer to) {
        switch (family.descriptor().type()) {
            case COUNTER, GAUGE, INFO, STATE_SET -> to.accept(family.value(i));
            case HISTOGRAM -> {
                family.countsAtOrBelow(i, counts);
                for (int bound = firstShown(family.bounds()); bound < counts.length; bound++) {
                    to.accept((double) counts[bound]);
                }
                double count = (double) family.count(i);
                to.accept(count);
                to.accept(family.sum(i));
                to.accept(count);
            }
            case SUMMARY -> {
                for (double share : family.quantiles()) {
                    to.accept(family.quantile(i, share));
                }
                to.accept(family.sum(i));
                to.accept((double) family.count(i));
            }
        }
    }

    /** Returns the labels of one series. */
    static Labels labels(
            FamilySnapshot family, String suffix, io.quorumeter.Labels constants, io.quorumeter.Labels own) {
        Map<String, String> all = new HashMap<>();
        constants.forEach(all::put);
        own.forEach(all::put);
        all.put(Labels.NAME, family.descriptor().name() + suffix);
        return Labels.of(all);
    }

    /** Returns the first bound that is not below zero, where nothing is ever counted and a scrape shows nothing. */
    private static int firstShown(Bounds bounds) {
        int first = 0;
        while (first < bounds.size() && bounds.get(first) < 0) {
            first++;
        }
        return first;
    }
}
