/**
 * Recording and alerting rules in Prometheus' format. {@code RuleFile} is what an operator writes, {@code RuleGroups} evaluates it over
 * series and knows what fires, {@code RuleTests} runs the unit tests that {@code promtool test rules} runs.
 */
@NullMarked
package io.quorumeter.alerting.rule;

import org.jspecify.annotations.NullMarked;
