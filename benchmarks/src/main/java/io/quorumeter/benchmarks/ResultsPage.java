package io.quorumeter.benchmarks;

import io.quorumeter.benchmarks.report.Answer;
import java.util.List;
import java.util.Locale;

/** The page that {@code full} writes. */
final class ResultsPage {
    private static final String INTRODUCTION = """
            # Results

            Written by `./benchmarks/run full`; JMH's own results are in [results/full](results/full).

            """;

    private static final String READING = """
            Times are per operation and thread, medians over the rounds. In each round every benchmark has a JVM of its own, and those
            that are compared follow one another; a ratio is the median of the ratios of the rounds. `pass` and `short` say whether ours
            is within the bar; `reported` has no bar.

            """;

    private static final String QUERIES = """

            ## Queries

            Written by `./benchmarks/run queries`; Prometheus is Debian's 2.42, which ran in the same minutes over the same samples. The
            factors are from pairs, one after the other, with a bootstrapped interval.

            """;

    private static final String QUERIES_HEADING = QUERIES.substring(0, QUERIES.indexOf("Written"));

    private ResultsPage() {}

    static String of(List<String> header, List<Answer> answers) {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        header.forEach(line -> page.append("- ").append(line).append('\n'));
        page.append('\n').append(READING);
        page.append(table(answers));
        page.append("\n## What each line measures\n\n");
        for (Answer answer : answers) {
            page.append("- **")
                    .append(capitalized(answer.text()))
                    .append(".** ")
                    .append(Meanings.of(answer.text()))
                    .append('\n');
        }
        return page.toString();
    }

    /** Returns a page with other results of queries. */
    static String withQueries(String page, List<String> header, List<Answer> answers) {
        StringBuilder replaced = new StringBuilder(
                page.substring(0, page.length() - queries(page).length()));
        replaced.append(QUERIES);
        header.forEach(line -> replaced.append("- ").append(line).append('\n'));
        return replaced.append('\n').append(table(answers)).toString();
    }

    /** Returns the results of queries, which are the last part of a page; empty when it has none. */
    static String queries(String page) {
        int begin = page.indexOf(QUERIES_HEADING);
        return begin < 0 ? "" : page.substring(begin);
    }

    private static String table(List<Answer> answers) {
        List<String> columns = Answer.columns();
        StringBuilder table = new StringBuilder();
        table.append("| ").append(String.join(" | ", columns)).append(" |\n");
        table.append("|---".repeat(columns.size())).append("|\n");
        answers.forEach(answer -> table.append(answer.row()).append('\n'));
        return table.toString();
    }

    private static String capitalized(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
