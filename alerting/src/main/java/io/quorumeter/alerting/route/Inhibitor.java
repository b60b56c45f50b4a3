package io.quorumeter.alerting.route;

import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.Matcher;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Knows which alerts are inhibited by those that fire. It counts the sources of each rule, so asking takes no longer the more there are. */
final class Inhibitor {
    private final List<Counted> rules;

    Inhibitor(List<InhibitRule> rules) {
        this.rules = rules.stream().map(Counted::new).toList();
    }

    void add(Labels labels) {
        rules.forEach(rule -> rule.count(labels, 1));
    }

    void remove(Labels labels) {
        rules.forEach(rule -> rule.count(labels, -1));
    }

    boolean isInhibited(Labels labels) {
        return rules.stream().anyMatch(rule -> rule.inhibits(labels));
    }

    private static final class Counted {
        private final InhibitRule rule;

        /** How many sources fire, by the labels that have to agree. */
        private final Map<Labels, Integer> sources = new HashMap<>();

        /** How many of them are no targets. */
        private final Map<Labels, Integer> onlySources = new HashMap<>();

        Counted(InhibitRule rule) {
            this.rule = rule;
        }

        void count(Labels labels, int change) {
            if (Matcher.all(rule.source(), labels)) {
                Labels equal = equal(labels);
                count(sources, equal, change);
                if (!Matcher.all(rule.target(), labels)) {
                    count(onlySources, equal, change);
                }
            }
        }

        private static void count(Map<Labels, Integer> counts, Labels key, int change) {
            counts.merge(key, change, (before, more) -> before + more == 0 ? null : before + more);
        }

        boolean inhibits(Labels target) {
            if (!Matcher.all(rule.target(), target)) {
                return false;
            }
            boolean isSource = Matcher.all(rule.source(), target);
            return (isSource ? onlySources : sources).containsKey(equal(target));
        }

        private Labels equal(Labels labels) {
            return labels.filter(rule.equal()::contains);
        }
    }
}
