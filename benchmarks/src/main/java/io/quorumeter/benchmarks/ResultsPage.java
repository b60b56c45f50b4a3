package io.quorumeter.benchmarks;

import io.quorumeter.benchmarks.report.Answer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

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

    /** What is measured by a command of its own, in the order of the page, below what {@code full} writes. */
    enum Section {
        QUERIES("Queries", """
                Written by `./benchmarks/run queries`; Prometheus is Debian's 2.42, which ran in the same minutes over the same samples.
                The factors are from pairs, one after the other, with a bootstrapped interval.
                """),
        ALERTS("Alerts", """
                Written by `./benchmarks/run alerts`; Prometheus is Debian's 2.42, which scraped the same node in the same minutes and had
                the same rules. How long rules take is what each says itself.
                """);

        private final String heading;
        private final String text;

        Section(String name, String text) {
            this.heading = "\n## " + name + "\n\n";
            this.text = text;
        }

        /** Where it begins in a page; −1 when it has none. */
        private int begin(String page) {
            return page.indexOf(heading);
        }
    }

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

    /** Returns a page with other results in a section. */
    static String with(Section section, String page, List<String> header, List<Answer> answers) {
        StringBuilder replaced = new StringBuilder(
                page.substring(0, page.length() - sections(page).length()));
        for (Section each : Section.values()) {
            replaced.append(each == section ? written(section, header, answers) : part(each, page));
        }
        return replaced.toString();
    }

    /** Returns the sections, which are the last part of a page; empty when it has none. */
    static String sections(String page) {
        return page.substring(Stream.of(Section.values())
                .mapToInt(each -> each.begin(page))
                .filter(begin -> begin >= 0)
                .min()
                .orElse(page.length()));
    }

    private static String part(Section section, String page) {
        int begin = section.begin(page);
        if (begin < 0) {
            return "";
        }
        int end = page.indexOf("\n## ", begin + 1);
        return page.substring(begin, end < 0 ? page.length() : end);
    }

    private static String written(Section section, List<String> header, List<Answer> answers) {
        StringBuilder text =
                new StringBuilder(section.heading).append(section.text).append('\n');
        header.forEach(line -> text.append("- ").append(line).append('\n'));
        return text.append('\n').append(table(answers)).toString();
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
