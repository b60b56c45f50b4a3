package io.quorumeter.testkit.metrics;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a Prometheus server would scrape, with nothing in common with what wrote it: Prometheus' text format, or OpenMetrics. */
final class ScrapedText {
    private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\"";
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(?:" + LABEL + "(?:," + LABEL
            + ")*,?)?\\})? ([^ ]+)(?: [0-9.]+)?(?: # .*)?");
    private static final Pattern COMMENT =
            Pattern.compile("# (?:HELP|TYPE|UNIT) [a-zA-Z_:][a-zA-Z0-9_:]*(?: .*)?|# EOF");

    private final Map<String, Double> totals = new HashMap<>();

    private ScrapedText() {}

    /**
     * Reads a text.
     *
     * @throws AssertionError when a line is none of the format
     */
    static ScrapedText parse(String text) {
        ScrapedText read = new ScrapedText();
        if (!text.endsWith("\n")) {
            throw new AssertionError("The last line of the exposition has no end");
        }
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            if (!line.isEmpty() && !COMMENT.matcher(line).matches()) {
                read.take(line, number);
            }
        }
        return read;
    }

    private void take(String line, int number) {
        Matcher sample = SAMPLE.matcher(line);
        if (!sample.matches()) {
            throw new AssertionError("Line " + number + " of the exposition is no sample: " + line);
        }
        totals.merge(sample.group(1), value(sample.group(2), number), Double::sum);
    }

    private static double value(String word, int number) {
        return switch (word) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> {
                try {
                    yield Double.parseDouble(word);
                } catch (NumberFormatException e) {
                    throw new AssertionError("Line " + number + " of the exposition has no number: " + word, e);
                }
            }
        };
    }

    /** The sum of the samples of a name; NaN when there is none. */
    double total(String name) {
        return totals.getOrDefault(name, Double.NaN);
    }
}
