package io.quorumeter.benchmarks.report;

import java.util.List;
import java.util.stream.Stream;

/**
 * What was found for a question, as it is shown.
 *
 * @param text what was asked
 * @param ours our figure
 * @param others those of the rivals, and what is shown beside; empty when there are none
 * @param ratio ours to the best of the rivals; empty when ours is held against none
 * @param bar the most that was allowed; empty when the question only reports
 * @param verdict {@code pass}, {@code short} or {@code reported}
 */
public record Answer(String text, String ours, String others, String ratio, String bar, String verdict) {
    /** {@return all on one line; the last word is the verdict} */
    public String line() {
        return String.join(
                " | ",
                parts("ours " + ours, "bar " + bar)
                        .filter(part -> !part.isEmpty())
                        .toList());
    }

    /** {@return a row of a table in Markdown, with the columns that {@link #columns()} names} */
    public String row() {
        return "| " + String.join(" | ", parts(ours, bar).toList()) + " |";
    }

    /** {@return the names of the columns} */
    public static List<String> columns() {
        return List.of("Question", "Ours", "Others", "Ratio", "Bar", "Verdict");
    }

    private Stream<String> parts(String shownOurs, String shownBar) {
        return Stream.of(text, shownOurs, others, ratio, bar.isEmpty() ? "" : shownBar, verdict);
    }
}
