package io.quorumeter.alerting.route;

import io.quorumeter.promql.model.Matcher;
import java.util.List;

/**
 * Keeps notices of some alerts back while others fire. An alert that is both source and target is not inhibited by another such alert, so
 * not by itself either.
 *
 * @param source what the alert that inhibits meets
 * @param target what the alert that is inhibited meets
 * @param equal labels whose values are the same in both; a missing label has the empty value
 */
public record InhibitRule(List<Matcher> source, List<Matcher> target, List<String> equal) {
    /**
     * Copies the lists.
     *
     * @param source what the alert that inhibits meets
     * @param target what the alert that is inhibited meets
     * @param equal labels whose values are the same in both; a missing label has the empty value
     */
    public InhibitRule {
        source = List.copyOf(source);
        target = List.copyOf(target);
        equal = List.copyOf(equal);
    }
}
