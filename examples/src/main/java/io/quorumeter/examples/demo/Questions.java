package io.quorumeter.examples.demo;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Questions about the run, asked of a replica as any tool would ask it, in PromQL by HTTP. */
final class Questions {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A question for people, in PromQL, and how its answer is shown. */
    private record Question(String text, String expression, String format) {}

    private static final List<Question> ABOUT_THE_RUN = List.of(
            new Question(
                    "Blocks committed a second, at best over 10 s",
                    "max_over_time(sum(rate(hotstuff2_consensus_blocks_committed_total[10s]))[1h:1s])",
                    "%,.1f"),
            new Question(
                    "The slowest hundredth of commits took at least",
                    "histogram_quantile(0.99, sum by (le) (rate(hotstuff2_consensus_block_commit_latency_seconds_bucket[1h]))) * 1000",
                    "%,.1f ms"),
            new Question("View timers expired", "sum(hotstuff2_consensus_local_timeouts_total)", "%,.0f"));

    private Questions() {}

    /** Returns a line with each question and its answer, or one that says why there are none. */
    static List<String> ask(URI replica) {
        List<String> lines = new ArrayList<>();
        lines.add("Asked of " + replica.resolve("/") + " in PromQL:");
        try {
            for (Question question : ABOUT_THE_RUN) {
                lines.add("  " + question.text + ": " + answer(replica, question));
                lines.add("    " + question.expression);
            }
            return lines;
        } catch (IOException unanswered) {
            return List.of("No answers from " + replica.resolve("/") + ": " + unanswered.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private static String answer(URI replica, Question question) throws IOException, InterruptedException {
        String query = "query=" + URLEncoder.encode(question.expression, StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(replica.resolve("/api/v1/query?" + query))
                .timeout(PATIENCE)
                .build();
        String body = HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body();
        try {
            JsonNode answer = new JsonMapper().readTree(body);
            if (!answer.path("status").asString("").equals("success")) {
                throw new IOException(answer.path("error").asString(body));
            }
            JsonNode value =
                    answer.path("data").path("result").path(0).path("value").path(1);
            return value.isMissingNode()
                    ? "not known"
                    : String.format(Locale.ROOT, question.format, Double.parseDouble(value.asString()));
        } catch (JacksonException | NumberFormatException unreadable) {
            throw new IOException(unreadable.getMessage(), unreadable);
        }
    }
}
