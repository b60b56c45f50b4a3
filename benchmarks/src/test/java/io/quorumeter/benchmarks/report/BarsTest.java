package io.quorumeter.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.BenchmarkList;

class BarsTest {
    /** Each bar as the specification states it: the question's beginning, and the most that ours may be. */
    private static final List<List<Object>> SPECIFIED = List.of(
            List.of("bound counter, 1 thread, against the JDK", 1.2),
            List.of("bound counter, 2 threads, against the JDK", 1.2),
            List.of("bound counter, 1 thread, against the fastest", 1.1),
            List.of("bound counter, 2 threads, against the fastest", 1.1),
            List.of("counter with an enumerated label, 1 thread", 1.0),
            List.of("counter with an enumerated label, 2 threads", 1.0),
            List.of("bound histogram, 1 thread, against an unshared one", 1.6),
            List.of("bound histogram, 2 threads on one series", 0.35),
            List.of("by-name call with a label, 1 thread", 1.0),
            List.of("by-name call with a label, 2 threads", 1.0),
            List.of("by-name call with ready labels, 1 thread", 1.0),
            List.of("by-name call with ready labels, 2 threads", 1.0),
            List.of("bound histogram, 2 threads, scraped every 100 ms, against", 1.15),
            List.of("safety monitor, a verified vote", 15.0),
            List.of("allocation of a verified vote by the safety monitor", 0.05),
            List.of("all consumers together, a message of a leader of 128", 60.0),
            List.of("text of 10,000 counters and 1,000 histograms, time", 0.25),
            List.of("text of 10,000 counters and 1,000 histograms, allocation", 0.05),
            List.of("text of 10,000 counters and 1,000 histograms, all changed, time", 0.25),
            List.of("text of 10,000 counters and 1,000 histograms, all changed, allocation", 0.05),
            List.of("text of 100,000 series, time", 50e6),
            List.of("text of 100,000 series, allocation", 1e6),
            List.of("simulator: 10 replicas commit 1,000 blocks, basic", 2e9),
            List.of("simulator: 10 replicas commit 1,000 blocks, pipelined", 2e9),
            List.of("system metrics: a reading with 20 network interfaces and 200 threads", 1e6),
            List.of("memory of an idle counter", 200.0),
            List.of("memory of an idle histogram", 1024.0),
            List.of("memory of a latency histogram over 8 octaves by one", 12.0 * 1024),
            List.of("memory of a latency histogram over 20 octaves by one", 24.0 * 1024),
            List.of("memory of a latency histogram over 8 octaves by 8", 48.0 * 1024),
            List.of("memory of a latency histogram over 20 octaves by 8", 96.0 * 1024));

    @Test
    void everyBar_decidesAtItsEdge() {
        List<Question> questions = Bars.questions(true);
        for (List<Object> specified : SPECIFIED) {
            Question question = questions.stream()
                    .filter(one -> one.text().startsWith((String) specified.get(0)))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no question " + specified.get(0)));
            double bar = (double) specified.get(1);

            assertThat(answer(question, 0.999 * bar)).endsWith(" pass");
            assertThat(answer(question, 1.001 * bar)).endsWith(" short");
        }
    }

    @Test
    void histogramAlone_isHeldAgainstSixTenthsOfTheFastest() {
        Question question = Bars.questions(false).stream()
                .filter(one -> one.text().equals("bound histogram, 1 thread"))
                .findFirst()
                .orElseThrow();

        assertThat(answer(question, 0.599)).endsWith(" pass");
        assertThat(answer(question, 0.601)).endsWith(" short");
        assertThat(question.rivals()).noneMatch(rival -> rival.subject().equals("hdrAtomic"));
        assertThat(question.beside()).anyMatch(rival -> rival.subject().equals("hdrAtomic"));
    }

    @Test
    void allocation_ofOneObjectInAHundredCalls_isShort() {
        Question question = Bars.questions(false).stream()
                .filter(one -> one.text().startsWith("allocation of every"))
                .findFirst()
                .orElseThrow();

        assertThat(answer(question, 0.001)).endsWith(" pass");
        assertThat(answer(question, 0.16)).endsWith(" short");
    }

    @Test
    void fullQuestions_containTheQuickOnes() {
        assertThat(Bars.questions(true)).containsAll(Bars.questions(false));
    }

    @Test
    void everyBenchmark_isPartOfAQuestion_andTheOtherWay() throws IOException {
        Set<String> asked = Bars.questions(true).stream()
                .flatMap(Question::figures)
                .filter(figure -> figure.threads() > 0)
                .map(Figure::benchmark)
                .collect(Collectors.toSet());

        assertThat(benchmarks()).containsExactlyInAnyOrderElementsOf(asked);
    }

    @Test
    void matching_findsByTextAndByBenchmark() {
        List<Question> all = Bars.questions(false);

        assertThat(Bars.matching(all, "Memory of"))
                .isNotEmpty()
                .allMatch(one -> one.text().startsWith("memory"));
        assertThat(Bars.matching(all, "textexposition")).isNotEmpty();
        assertThat(Bars.matching(all, "nothing like it")).isEmpty();
    }

    private static String answer(Question question, double ours) {
        Figures measured = new Figures();
        List<Figure> others = new ArrayList<>(question.rivals());
        others.addAll(question.beside());
        question.ours().forEach(figure -> measured.add(figure, ours));
        others.forEach(figure -> measured.add(figure, 1));
        return question.answer(measured).line();
    }

    private static Set<String> benchmarks() throws IOException {
        try (InputStream list = BarsTest.class.getResourceAsStream("/META-INF/BenchmarkList")) {
            assertThat(list).isNotNull();
            return BenchmarkList.readBenchmarkList(list).stream()
                    .map(entry -> entry.getUsername())
                    .map(name -> name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1))
                    .collect(Collectors.toSet());
        }
    }
}
