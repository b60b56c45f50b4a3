package io.quorumeter.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.benchmarks.ResultsPage.Section;
import io.quorumeter.benchmarks.report.Answer;
import io.quorumeter.benchmarks.report.Bars;
import io.quorumeter.benchmarks.report.Figure;
import io.quorumeter.benchmarks.report.Figures;
import io.quorumeter.benchmarks.report.Question;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ResultsPageTest {
    private static final List<String> HEADER = List.of("CPU: eight-bit", "JDK: 17", "Date: today, commit abc");

    @Test
    void page_ofAllQuestions_hasTheMachine_aRowAndASentenceForEach() {
        List<Question> questions = Bars.questions(true);
        String page = ResultsPage.of(HEADER, answers(questions));

        assertThat(page.lines()).contains("- CPU: eight-bit", "- JDK: 17", "- Date: today, commit abc");
        assertThat(page.lines().filter(line -> line.startsWith("| ")))
                .hasSize(1 + questions.size())
                .allMatch(
                        row -> row.split(" \\| ", -1).length == Answer.columns().size());
        assertThat(page.lines().filter(line -> line.startsWith("- **")))
                .hasSize(questions.size())
                .allMatch(line -> line.endsWith("."));
    }

    @Test
    void row_saysWhatWasFoundAndTheVerdict() {
        String page = ResultsPage.of(
                HEADER,
                List.of(new Answer("bound counter, 1 thread", "3.0 ns", "x 2.0 ns", "1.50 x x", "1.10 x", "short")));

        assertThat(page.lines())
                .contains("| bound counter, 1 thread | 3.0 ns | x 2.0 ns | 1.50 x x | 1.10 x | short |")
                .anyMatch(line -> line.startsWith("- **Bound counter, 1 thread.** Adding one"));
    }

    @Test
    void sections_areTheLastPart_andAreReplacedOneByOne() {
        Answer old = new Answer("dashboard", "3.0 ms", "prometheus 6.0 ms", "0.50 x", "1.00 x", "pass");
        Answer fresh = new Answer("dashboard", "7.0 ms", "prometheus 6.0 ms", "1.17 x", "1.00 x", "short");
        Answer event = new Answer("event", "3.0 ms", "", "", "5.0 ms", "pass");
        String without = ResultsPage.of(HEADER, List.of());
        String alerts = ResultsPage.with(Section.ALERTS, without, HEADER, List.of(event));
        String both = ResultsPage.with(Section.QUERIES, alerts, HEADER, List.of(old));
        String page = ResultsPage.with(Section.QUERIES, both, HEADER, List.of(fresh));

        assertThat(page)
                .isEqualTo(without + ResultsPage.sections(page))
                .doesNotContain(old.row())
                .endsWith(event.row() + "\n");
        assertThat(page.lines()).containsOnlyOnce("## Queries", "## Alerts", fresh.row());
        assertThat(ResultsPage.sections(without)).isEmpty();
    }

    @Test
    void question_thatNobodyExplains_isRefused() {
        assertThatThrownBy(() -> Meanings.of("weather")).hasMessageContaining("weather");
    }

    private static List<Answer> answers(List<Question> questions) {
        Figures measured = new Figures();
        List<Figure> all =
                questions.stream().flatMap(Question::figures).distinct().collect(Collectors.toList());
        all.forEach(figure -> measured.add(figure, 1));
        return questions.stream().map(question -> question.answer(measured)).toList();
    }
}
