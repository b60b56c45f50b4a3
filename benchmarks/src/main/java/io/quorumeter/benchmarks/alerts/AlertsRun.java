package io.quorumeter.benchmarks.alerts;

import io.quorumeter.benchmarks.report.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Measures how soon alerts arrive, and what rules and many alerts cost. */
public final class AlertsRun {
    private AlertsRun() {}

    /**
     * {@return an answer to each question}
     *
     * @throws IOException if a server cannot be started or asked
     */
    public static List<Answer> measure() throws IOException, InterruptedException {
        System.err.println("events to handlers, under load");
        List<Answer> answers = new ArrayList<>(AlertLatency.measure());
        System.err.println("the built-in rules, also in prometheus");
        answers.addAll(RulesCost.measure());
        System.err.println("ten thousand alerts");
        answers.addAll(AlertFlood.measure());
        return answers;
    }
}
