package io.quorumeter.benchmarks;

import java.util.List;

/** The page that {@code full} writes. */
final class ResultsPage {
    private ResultsPage() {}

    static String of(List<String> header, List<String> lines) {
        StringBuilder page = new StringBuilder("""
                # Results

                Written by `./benchmarks/run full`; JMH's own results are in [results/full](results/full). Times are per operation and
                thread, medians over the rounds.

                ```
                """);
        header.forEach(line -> page.append(line).append('\n'));
        page.append('\n');
        lines.forEach(line -> page.append(line).append('\n'));
        return page.append("```\n").toString();
    }
}
