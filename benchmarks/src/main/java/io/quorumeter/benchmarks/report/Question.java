package io.quorumeter.benchmarks.report;

import io.quorumeter.benchmarks.report.Figure.Quantity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * One line of the report: what is asked, the figures that answer it, and the bar.
 *
 * @param text what is asked
 * @param ours our figures, of which the largest counts
 * @param rivals what ours is held against, of which the smallest counts; empty when the bar is a number
 * @param beside what is shown but not held against
 * @param bar the most that ours may be: times the best rival, or in nanoseconds or bytes where there are no rivals; NaN when the
 *     line is only a report
 */
public record Question(String text, List<Figure> ours, List<Figure> rivals, List<Figure> beside, double bar) {
    /** Ours against rivals. */
    static Question against(String text, double bar, Figure ours, List<Figure> rivals, Figure... beside) {
        return new Question(text, List.of(ours), rivals, List.of(beside), bar);
    }

    /** Ours against a number. */
    static Question atMost(String text, double bar, List<Figure> ours, Figure... beside) {
        return new Question(text, ours, List.of(), List.of(beside), bar);
    }

    /** Figures without a bar. */
    static Question report(String text, Figure ours, List<Figure> beside) {
        return new Question(text, List.of(ours), List.of(), beside, Double.NaN);
    }

    /** {@return everything that has to be measured for this line} */
    public Stream<Figure> figures() {
        return Stream.of(ours, rivals, beside).flatMap(List::stream);
    }

    /**
     * Answers the question.
     *
     * @return the line; its last word is {@code pass} or {@code short}, or {@code reported} when there is no bar
     * @throws MissingFigureException when a figure is missing, of ours, of any rival or beside
     */
    public String answer(Figures measured) {
        figures().forEach(measured::median);
        Figure worst =
                ours.stream().max(Comparator.comparingDouble(measured::median)).orElseThrow();
        List<String> parts = new ArrayList<>();
        parts.add(text);
        parts.add((ours.size() == 1 ? "ours " : "ours, the most (" + worst.subject() + ") ") + shown(worst, measured));
        List<Figure> others = Stream.concat(rivals.stream(), beside.stream()).toList();
        if (!others.isEmpty()) {
            parts.add(String.join(
                    ", ",
                    others.stream()
                            .map(one -> one.label(worst) + " " + shown(one, measured))
                            .toList()));
        }
        if (Double.isNaN(bar)) {
            parts.add("reported");
        } else if (rivals.isEmpty()) {
            parts.add("bar " + amount(bar, worst.quantity()));
            parts.add(measured.median(worst) <= bar ? "pass" : "short");
        } else {
            Figure best = rivals.stream()
                    .min(Comparator.comparingDouble(measured::median))
                    .orElseThrow();
            double ratio = measured.ratio(worst, best);
            parts.add(String.format(Locale.ROOT, "%.2f x %s", ratio, best.label(worst)));
            parts.add(String.format(Locale.ROOT, "bar %.2f x", bar));
            parts.add(ratio <= bar ? "pass" : "short");
        }
        return String.join(" | ", parts);
    }

    private static String shown(Figure figure, Figures measured) {
        return amount(measured.median(figure), figure.quantity());
    }

    private static String amount(double value, Quantity quantity) {
        if (quantity == Quantity.NANOS) {
            return value < 1e4
                    ? String.format(Locale.ROOT, "%.1f ns", value)
                    : String.format(Locale.ROOT, "%.2f ms", value / 1e6);
        }
        return value < 100
                ? String.format(Locale.ROOT, "%.3f B", value)
                : String.format(Locale.ROOT, "%,d B", Math.round(value));
    }
}
