package io.quorumeter.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class QuestionTest {
    private static final Figure OURS = Figure.nanos("Thing.quorumeter", 1);
    private static final Figure FAST = Figure.nanos("Thing.fast", 1);
    private static final Figure SLOW = Figure.nanos("Thing.slow", 1);

    private final Figures measured = new Figures();

    @Test
    void against_withinTheBarOfTheFastest_passes() {
        measured.add(OURS, 12);
        measured.add(FAST, 10);
        measured.add(SLOW, 100);

        assertThat(against(1.2).answer(measured).line())
                .contains("ours 12.0 ns", "slow 100.0 ns", "1.20 x fast", "bar 1.20 x")
                .endsWith(" pass");
    }

    @Test
    void against_beyondTheBarOfTheFastest_isShort() {
        measured.add(OURS, 12.1);
        measured.add(FAST, 10);
        measured.add(SLOW, 100);

        assertThat(against(1.2).answer(measured).line()).contains("1.21 x fast").endsWith(" short");
    }

    @Test
    void against_severalRounds_takesTheMedianOfTheRatios() {
        for (double slowdown : new double[] {1, 3, 2}) {
            measured.add(OURS, 12 * slowdown);
            measured.add(FAST, 10 * slowdown);
            measured.add(SLOW, 100);
        }

        assertThat(against(1.2).answer(measured).line())
                .contains("ours 24.0 ns")
                .endsWith(" pass");
    }

    @Test
    void against_rivalMissing_isNoAnswer() {
        measured.add(OURS, 1);
        measured.add(FAST, 10);

        assertThatThrownBy(() -> against(1.2).answer(measured))
                .isInstanceOf(MissingFigureException.class)
                .hasMessageContaining("Thing.slow");
    }

    @Test
    void against_oursMissing_isNoAnswer() {
        measured.add(FAST, 10);
        measured.add(SLOW, 10);

        assertThatThrownBy(() -> against(1.2).answer(measured))
                .isInstanceOf(MissingFigureException.class)
                .hasMessageContaining("Thing.quorumeter");
    }

    @Test
    void against_besideMissing_isNoAnswer() {
        measured.add(OURS, 1);
        measured.add(FAST, 10);
        Question question = Question.against("thing", 1, OURS, List.of(FAST), SLOW);

        assertThatThrownBy(() -> question.answer(measured)).isInstanceOf(MissingFigureException.class);
    }

    @Test
    void against_besideFaster_isNotHeldAgainst() {
        measured.add(OURS, 5);
        measured.add(FAST, 10);
        measured.add(SLOW, 1);

        assertThat(Question.against("thing", 1, OURS, List.of(FAST), SLOW)
                        .answer(measured)
                        .line())
                .contains("slow 1.0 ns", "0.50 x fast")
                .endsWith(" pass");
    }

    @Test
    void against_aRoundMissing_isNoAnswer() {
        measured.add(OURS, 5);
        measured.add(OURS, 5);
        measured.add(FAST, 10);
        measured.add(SLOW, 10);

        assertThatThrownBy(() -> against(1).answer(measured))
                .isInstanceOf(MissingFigureException.class)
                .hasMessageContaining("2 rounds");
    }

    @Test
    void atMost_isHeldAgainstTheLargest() {
        Figure small = Figure.size("small");
        Figure large = Figure.size("large");
        measured.add(small, 10);
        measured.add(large, 200);

        Question enough = Question.atMost("sizes", 200, List.of(small, large));
        Question tooMuch = Question.atMost("sizes", 199, List.of(small, large));

        assertThat(enough.answer(measured).line())
                .contains("the most of 2 (large) 200 B")
                .endsWith(" pass");
        assertThat(tooMuch.answer(measured).line()).endsWith(" short");
    }

    @Test
    void report_hasNoVerdict() {
        measured.add(OURS, 10);
        measured.add(FAST, 1);

        assertThat(Question.report("thing", OURS, List.of(FAST))
                        .answer(measured)
                        .line())
                .endsWith(" reported");
    }

    private static Question against(double bar) {
        return Question.against("thing", bar, OURS, List.of(FAST, SLOW));
    }
}
