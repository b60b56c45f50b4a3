package io.quorumeter.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The questions and their bars. What is to be measured follows from them. */
public final class Bars {
    private static final List<String> COUNTERS =
            List.of("prometheusClient", "micrometer", "openTelemetry", "dropwizard", "spectator");

    private Bars() {}

    /** {@return every question of a quick run, or of a full one} */
    public static List<Question> questions(boolean full) {
        List<Question> all = new ArrayList<>();
        for (int threads : new int[] {1, 2}) {
            String with = with(threads);
            Figure counter = Figure.nanos("BoundCounter.quorumeter", threads);
            all.add(Question.against(
                    "bound counter" + with + ", against the JDK",
                    1.2,
                    counter,
                    List.of(Figure.nanos("BoundCounter.longAdder", threads))));
            all.add(Question.against(
                    "bound counter" + with + ", against the fastest",
                    1.1,
                    counter,
                    figures("BoundCounter", COUNTERS, threads)));
        }
        return all;
    }

    /** {@return those of the questions whose text or benchmarks contain a word} */
    public static List<Question> matching(List<Question> questions, String word) {
        String wanted = word.toLowerCase(Locale.ROOT);
        return questions.stream()
                .filter(question -> Stream.concat(
                                Stream.of(question.text()), question.figures().map(Figure::group))
                        .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(wanted)))
                .toList();
    }

    private static String with(int threads) {
        return threads == 1 ? ", 1 thread" : ", " + threads + " threads";
    }

    private static List<Figure> figures(String group, List<String> subjects, int threads) {
        return subjects.stream()
                .map(subject -> Figure.nanos(group + "." + subject, threads))
                .toList();
    }
}
