package io.quorumeter.alerting.rule;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Rules that are evaluated one after the other, for the same moment.
 *
 * @param file the name of the file
 * @param name the group's name, one of its file
 * @param interval how often it is evaluated; empty for as often as all
 * @param queryOffset how long before the moment of evaluation expressions are evaluated
 * @param limit how many series or alerts one rule may make; 0 for any number
 * @param rules the rules in their order
 */
public record RuleGroup(
        String file, String name, Optional<Duration> interval, Duration queryOffset, int limit, List<Rule> rules) {
    /**
     * Copies the list.
     *
     * @param file the name of the file
     * @param name the group's name, one of its file
     * @param interval how often it is evaluated; empty for as often as all
     * @param queryOffset how long before the moment of evaluation expressions are evaluated
     * @param limit how many series or alerts one rule may make; 0 for any number
     * @param rules the rules in their order
     */
    public RuleGroup {
        rules = List.copyOf(rules);
    }
}
