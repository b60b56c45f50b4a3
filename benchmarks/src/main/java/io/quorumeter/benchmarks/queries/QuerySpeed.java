package io.quorumeter.benchmarks.queries;

import io.quorumeter.benchmarks.overhead.PairedRatio;
import io.quorumeter.benchmarks.report.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Asks two servers the same questions in turn, by HTTP, and compares how long they take. Which of them goes first is drawn by lot each
 * time. Both have the samples in memory and remember no answers.
 */
final class QuerySpeed {
    private static final int WARM_UP = 60;
    private static final int PAIRS = 60;
    private static final int STEP_SECONDS = 15;
    private static final String BUCKETS = "hotstuff2_network_message_processing_seconds_bucket";
    private static final String FOUR_TYPES = BUCKETS + "{type=~\"vote|propose|sync|mempool\"}";

    /** What a page about a node asks for. */
    private static final List<String> DASHBOARD = List.of(
            "rate(hotstuff2_consensus_blocks_committed_total[1m])",
            "sum by (type) (rate(hotstuff2_network_received_bytes_total[1m]))",
            "sum by (type) (rate(hotstuff2_network_sent_bytes_total[1m]))",
            "sum(rate(hotstuff2_network_messages_received_total[1m]))",
            "histogram_quantile(0.99, sum by (le) (rate(" + BUCKETS + "[5m])))",
            "histogram_quantile(0.5, sum by (le, type) (rate(" + BUCKETS + "[5m])))",
            "histogram_quantile(0.99, rate(hotstuff2_consensus_block_commit_latency_seconds_bucket[5m]))",
            "histogram_quantile(0.9, rate(hotstuff2_consensus_block_interval_seconds_bucket[5m]))",
            "hotstuff2_consensus_block_commit_latency_seconds:p99",
            "hotstuff2_network_message_processing_seconds:p99",
            "sum by (outcome) (rate(hotstuff2_consensus_view_duration_seconds_count[5m]))",
            "rate(hotstuff2_consensus_view_duration_seconds_sum[5m]) / rate(hotstuff2_consensus_view_duration_seconds_count[5m])",
            "max(hotstuff2_consensus_commit_age_seconds)",
            "hotstuff2_validator_reputation_ratio",
            "max_over_time(hotstuff2_validator_silent_seconds[5m])",
            "topk(3, rate(hotstuff2_network_peer_received_bytes_total[5m]))",
            "avg(hotstuff2_network_peer_round_trip_seconds)",
            "sum(increase(hotstuff2_consensus_local_timeouts_total[10m]))",
            "sum by (store) (rate(hotstuff2_storage_written_bytes_total[1m]))",
            "histogram_quantile(0.99, sum by (le) (rate(hotstuff2_storage_sync_seconds_bucket[5m])))");

    private final QueryServer ours;
    private final QueryServer theirs;
    private final SplittableRandom lots = new SplittableRandom(1);

    private record Pair(double theirs, double ours) {}

    QuerySpeed(QueryServer ours, QueryServer theirs) {
        this.ours = ours;
        this.theirs = theirs;
    }

    /** {@return a line for the sum of rates, and one for the dashboard} */
    List<Answer> measure() throws IOException, InterruptedException {
        double series = ours.outcome(Asked.at("count(" + FOUR_TYPES + ")", Recorded.END_MILLIS))
                .largest();
        if (series != 100) {
            throw new IllegalStateException("the question is about " + series + " series, not 100");
        }
        return List.of(
                line(
                        "sum by (le) (rate(…[5m])) over 100 series of 1 s, 1 h by 15 s, over HTTP",
                        List.of("sum by (le) (rate(" + FOUR_TYPES + "[5m]))")),
                line("dashboard of 20 queries over the last hour by 15 s, over HTTP", DASHBOARD));
    }

    private Answer line(String text, List<String> expressions) throws IOException, InterruptedException {
        long start = Recorded.END_MILLIS - Duration.ofHours(1).toMillis();
        List<Asked> questions = expressions.stream()
                .map(expression -> new Asked(expression, start, Recorded.END_MILLIS, STEP_SECONDS))
                .toList();
        for (Asked asked : questions) {
            Outcome our = ours.outcome(asked);
            if (our.isEmpty()
                    || !our.difference(theirs.outcome(asked), false, our::largest)
                            .isEmpty()) {
                throw new IllegalStateException("not answered alike: " + asked);
            }
        }
        List<Pair> pairs = new ArrayList<>();
        for (int i = -WARM_UP; i < PAIRS; i++) {
            Pair pair = pair(questions);
            if (i >= 0) {
                pairs.add(pair);
            }
        }
        PairedRatio ratio = PairedRatio.of(pairs, Pair::theirs, Pair::ours);
        return new Answer(
                text,
                millis(pairs.stream().mapToDouble(Pair::ours).sum()),
                "prometheus " + millis(pairs.stream().mapToDouble(Pair::theirs).sum()) + ", " + PAIRS + " pairs",
                ratio.asFactor(),
                "1.00 x",
                ratio.share() <= 0 ? "pass" : "short");
    }

    private static String millis(double sum) {
        return String.format(Locale.ROOT, "%.2f ms", sum / PAIRS / 1e6);
    }

    private Pair pair(List<Asked> questions) throws IOException, InterruptedException {
        if (lots.nextBoolean()) {
            double first = nanos(theirs, questions);
            return new Pair(first, nanos(ours, questions));
        }
        double first = nanos(ours, questions);
        return new Pair(nanos(theirs, questions), first);
    }

    private static double nanos(QueryServer server, List<Asked> questions) throws IOException, InterruptedException {
        long before = System.nanoTime();
        for (Asked asked : questions) {
            server.ask(asked);
        }
        return System.nanoTime() - before;
    }
}
