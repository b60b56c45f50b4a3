package io.quorumeter.benchmarks.queries;

import io.quorumeter.benchmarks.report.Answer;
import io.quorumeter.history.Head;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Measures history, queries and the endpoint, with Debian's Prometheus over the same samples beside them. */
public final class QueriesRun {
    private static final long SEED = 1;
    private static final Duration TICK = Duration.ofSeconds(1);

    /** So short that a history is full of dear samples in half a minute. */
    private static final Duration SHORT_TICK = Duration.ofMillis(25);

    private QueriesRun() {}

    /**
     * {@return an answer to each question}
     *
     * @throws IOException if a server cannot be started or asked
     */
    public static List<Answer> measure() throws IOException, InterruptedException {
        List<Answer> answers = new ArrayList<>();
        System.err.println("an hour of a small network, also for prometheus");
        Head head = Recorded.hour();
        try (OurServer ours = new OurServer(head);
                Prometheus prometheus = Prometheus.with(head)) {
            QueryServer our = new QueryServer(ours.uri());
            QueryServer their = new QueryServer(prometheus.uri());
            System.err.println("generated expressions");
            answers.add(new Agreement(our, their).measure(Recorded.labels(head), SEED));
            System.err.println("queries in turn");
            answers.addAll(new QuerySpeed(our, their).measure());
        }
        System.err.println("two hours of a replica among " + HistoryCost.REPLICAS);
        answers.addAll(HistoryCost.measure());
        try (Node node = new Node(TICK)) {
            System.err.println("a node, nobody asking");
            answers.add(QuietNode.measure(node));
            System.err.println("its endpoint");
            answers.add(KeptAliveScrape.measure(node.uri()));
            answers.addAll(CrowdedEndpoint.measure(node));
        }
        try (Node node = new Node(SHORT_TICK)) {
            System.err.println("a node, and clients that ask for everything");
            answers.addAll(DearQueries.measure(node));
        }
        return answers;
    }
}
