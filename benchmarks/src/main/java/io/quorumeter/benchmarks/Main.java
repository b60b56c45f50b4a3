package io.quorumeter.benchmarks;

import io.quorumeter.benchmarks.alerts.AlertsRun;
import io.quorumeter.benchmarks.overhead.OverheadRun;
import io.quorumeter.benchmarks.overhead.ThroughputRun;
import io.quorumeter.benchmarks.queries.QueriesRun;
import io.quorumeter.benchmarks.report.Answer;
import io.quorumeter.benchmarks.report.Bars;
import io.quorumeter.benchmarks.report.Figures;
import io.quorumeter.benchmarks.report.MissingFigureException;
import io.quorumeter.benchmarks.report.Question;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/** Measures what is asked for and prints a line a question; {@code ./benchmarks/run} builds and starts it. */
public final class Main {
    private static final int MEASURED = 0;
    private static final int NOT_MEASURED = 1;
    private static final int WRONG_CALL = 2;

    private Main() {}

    /** Runs it; {@code ./benchmarks/run --help} says what there is, which that script tells before anything is built. */
    @SuppressWarnings("SystemExitOutsideMain")
    public static void main(String[] args) throws IOException, InterruptedException {
        System.exit(run(args));
    }

    private static int run(String[] args) throws IOException, InterruptedException {
        if (args.length == 1 && args[0].equals("overhead")) {
            return print(OverheadRun.measure());
        }
        if (args.length == 1 && args[0].equals("throughput")) {
            return print(ThroughputRun.measure(home().resolve("../demo")));
        }
        if (args.length == 1 && args[0].equals("alerts")) {
            return measure(ResultsPage.Section.ALERTS, AlertsRun.measure());
        }
        if (args.length == 1 && args[0].equals("queries")) {
            return measure(ResultsPage.Section.QUERIES, QueriesRun.measure());
        }
        boolean full = args.length > 0 && args[0].equals("full");
        if (args.length < 1 || args.length > 2 || !(full || args[0].equals("quick"))) {
            System.err.println("benchmarks: ./benchmarks/run --help lists what can be measured");
            return WRONG_CALL;
        }
        List<Question> questions = Bars.questions(full);
        if (args.length == 2) {
            questions = Bars.matching(questions, args[1]);
            if (questions.isEmpty()) {
                System.err.println("benchmarks: no question contains '" + args[1] + "'");
                return WRONG_CALL;
            }
        }
        return measure(questions, full ? Effort.FULL : Effort.QUICK, args.length == 1);
    }

    private static int print(List<String> lines) throws IOException, InterruptedException {
        Machine.describe(home()).forEach(System.out::println);
        lines.forEach(System.out::println);
        return MEASURED;
    }

    private static int measure(ResultsPage.Section section, List<Answer> answers)
            throws IOException, InterruptedException {
        List<String> header = Machine.describe(home());
        print(answers.stream().map(Answer::line).toList());
        Path page = home().resolve("RESULTS.md");
        Files.writeString(page, ResultsPage.with(section, Files.readString(page), header, answers));
        return MEASURED;
    }

    private static int measure(List<Question> questions, Effort effort, boolean everything)
            throws IOException, InterruptedException {
        Path home = home();
        Path results = home.resolve("results").resolve(effort.folder());
        List<Answer> answers = new ArrayList<>();
        int exit = MEASURED;
        try {
            Figures measured = new Rounds(effort, results).measure(questions);
            for (Question question : questions) {
                answers.add(question.answer(measured));
            }
        } catch (RunnerException | MissingFigureException e) {
            System.err.println("benchmarks: not everything could be measured: " + e.getMessage());
            exit = NOT_MEASURED;
        }
        List<String> header = Machine.describe(home);
        header.forEach(System.out::println);
        answers.forEach(answer -> System.out.println(answer.line()));
        if (effort == Effort.FULL && everything && exit == MEASURED) {
            Path page = home.resolve("RESULTS.md");
            Files.writeString(page, ResultsPage.of(header, answers) + ResultsPage.sections(Files.readString(page)));
        }
        return exit;
    }

    private static Path home() {
        return Path.of(System.getProperty("benchmarks.home", "."));
    }
}
