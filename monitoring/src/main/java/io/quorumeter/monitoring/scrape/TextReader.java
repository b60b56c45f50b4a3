package io.quorumeter.monitoring.scrape;

import io.quorumeter.promql.model.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Reads Prometheus' text format and OpenMetrics. Types, help, times and exemplars are left out. Labels that were there the last time are
 * not read again. One thread uses it.
 */
final class TextReader {
    private final int mostSamples;
    private final UnaryOperator<Labels> target;
    private Map<String, Labels> known = new HashMap<>();

    /** A value of a series. */
    record Sample(Labels labels, double value) {}

    TextReader(int mostSamples, UnaryOperator<Labels> target) {
        this.mostSamples = mostSamples;
        this.target = target;
    }

    /**
     * Returns the samples of a page, the last one where a series comes twice.
     *
     * @throws IllegalArgumentException when it is no such page, naming the line
     */
    List<Sample> read(String page) {
        Map<String, Labels> next = new HashMap<>();
        Map<Labels, Sample> samples = new LinkedHashMap<>();
        int number = 0;
        int start = 0;
        while (start < page.length()) {
            int end = page.indexOf('\n', start);
            end = end < 0 ? page.length() : end;
            number++;
            if (page.charAt(start) != '#' && !isBlank(page, start, end)) {
                if (samples.size() == mostSamples) {
                    throw new IllegalArgumentException(
                            "line " + number + ": there are more than " + mostSamples + " samples");
                }
                try {
                    Sample sample = sample(page.substring(start, end), next);
                    samples.put(sample.labels, sample);
                } catch (IllegalArgumentException | StringIndexOutOfBoundsException wrong) {
                    throw new IllegalArgumentException("line " + number + ": " + wrong.getMessage(), wrong);
                }
            }
            start = end + 1;
        }
        known = next;
        return new ArrayList<>(samples.values());
    }

    private static boolean isBlank(String page, int start, int end) {
        for (int i = start; i < end; i++) {
            if (!Character.isWhitespace(page.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private Sample sample(String line, Map<String, Labels> next) {
        int series = endOfSeries(line);
        String text = line.substring(0, series);
        Labels labels = next.get(text);
        if (labels == null) {
            labels = known.get(text);
            labels = labels == null ? target.apply(new Series(text).labels()) : labels;
            next.put(text, labels);
        }
        int from = series;
        while (from < line.length() && Character.isWhitespace(line.charAt(from))) {
            from++;
        }
        int to = from;
        while (to < line.length() && !Character.isWhitespace(line.charAt(to))) {
            to++;
        }
        return new Sample(labels, value(line.substring(from, to)));
    }

    private static double value(String text) {
        return switch (text) {
            case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            case "NaN" -> Double.NaN;
            case "" -> throw new IllegalArgumentException("there is no value");
            default -> Double.parseDouble(text);
        };
    }

    /** Returns where a name and its labels end: behind the brace outside of quotes, or at the first space before any. */
    private static int endOfSeries(String line) {
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quoted) {
                i += c == '\\' ? 1 : 0;
                quoted = c != '"';
            } else if (c == '"') {
                quoted = true;
            } else if (c == '}') {
                return i + 1;
            } else if ((c == ' ' || c == '\t') && line.lastIndexOf('{', i) < 0) {
                return i;
            }
        }
        throw new IllegalArgumentException(quoted ? "a quote does not end" : "there is no value");
    }

    /** A name with labels. */
    private static final class Series {
        private final String text;
        private int at;

        Series(String text) {
            this.text = text;
        }

        Labels labels() {
            Map<String, String> labels = new HashMap<>();
            String name = word();
            if (!name.isEmpty()) {
                labels.put(Labels.NAME, name);
            }
            if (at < text.length()) {
                expect('{');
                while (peek() != '}') {
                    if (peek() == '"') {
                        labels.put(Labels.NAME, quoted()); // a quoted name stands among the labels
                    } else {
                        String label = word();
                        expect('=');
                        if (label.isEmpty() || labels.put(label, quoted()) != null) {
                            throw new IllegalArgumentException("label '" + label + "' is empty or there twice");
                        }
                    }
                    if (peek() == ',') {
                        at++;
                    }
                }
            }
            if (!labels.containsKey(Labels.NAME)) {
                throw new IllegalArgumentException("there is no name of a metric");
            }
            return Labels.of(labels);
        }

        private String word() {
            skipSpace();
            int from = at;
            while (at < text.length() && "{}=,\" \t".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return text.substring(from, at);
        }

        private String quoted() {
            expect('"');
            StringBuilder value = new StringBuilder();
            for (char c = text.charAt(at++); c != '"'; c = text.charAt(at++)) {
                if (c == '\\') {
                    char escaped = text.charAt(at++);
                    value.append(escaped == 'n' ? '\n' : escaped);
                } else {
                    value.append(c);
                }
            }
            return value.toString();
        }

        private char peek() {
            skipSpace();
            return text.charAt(at);
        }

        private void expect(char wanted) {
            if (peek() != wanted) {
                throw new IllegalArgumentException("'" + wanted + "' is expected at column " + (at + 1));
            }
            at++;
        }

        private void skipSpace() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }
    }
}
