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

    private ResultsPage() {}

    static String of(List<String> header, List<Answer> answers) {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        header.forEach(line -> page.append("- ").append(line).append('\n'));
        page.append('\n').append(READING);
        List<String> columns = Answer.columns();
        page.append("| ").append(String.join(" | ", columns)).append(" |\n");
        page.append("|---".repeat(columns.size())).append("|\n");
        answers.forEach(answer -> page.append(answer.row()).append('\n'));
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

    private static String capitalized(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
