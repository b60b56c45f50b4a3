package io.quorumeter.benchmarks.report;

import io.quorumeter.benchmarks.report.Figure.Quantity;
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
     * @return what was found, with a verdict when there is a bar
     * @throws MissingFigureException when a figure is missing, of ours, of any rival or beside
     */
    public Answer answer(Figures measured) {
        figures().forEach(measured::median);
        Figure worst =
                ours.stream().max(Comparator.comparingDouble(measured::median)).orElseThrow();
        List<Figure> others = Stream.concat(rivals.stream(), beside.stream()).toList();
        String shownOurs = ours.size() == 1 ? "" : "the most of " + ours.size() + " (" + worst.subject() + ") ";
        String shownOthers = String.join(
                ", ",
                others.stream()
                        .map(one -> one.label(worst) + " " + shown(one, measured))
                        .toList());
        String ratio = "";
        String shownBar = "";
        String verdict = "reported";
        if (!Double.isNaN(bar) && rivals.isEmpty()) {
            shownBar = amount(bar, worst.quantity());
            verdict = verdict(measured.median(worst));
        } else if (!Double.isNaN(bar)) {
            Figure best = rivals.stream()
                    .min(Comparator.comparingDouble(measured::median))
                    .orElseThrow();
            double times = measured.ratio(worst, best);
            ratio = String.format(Locale.ROOT, "%.2f x %s", times, best.label(worst));
            shownBar = String.format(Locale.ROOT, "%.2f x", bar);
            verdict = verdict(times);
        }
        return new Answer(text, shownOurs + shown(worst, measured), shownOthers, ratio, shownBar, verdict);
    }

    private String verdict(double found) {
        return found <= bar ? "pass" : "short";
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
