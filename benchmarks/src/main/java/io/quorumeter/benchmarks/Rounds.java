package io.quorumeter.benchmarks;

import io.quorumeter.benchmarks.memory.InstrumentSizes;
import io.quorumeter.benchmarks.memory.SeriesSizes;
import io.quorumeter.benchmarks.report.Figure;
import io.quorumeter.benchmarks.report.Figures;
import io.quorumeter.benchmarks.report.Question;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Measures what questions need, round by round, and keeps JMH's results, one file a round. */
final class Rounds {
    private final Effort effort;
    private final Path results;

    Rounds(Effort effort, Path results) {
        this.effort = effort;
        this.results = results;
    }

    /** Benchmarks that run in the same way, one right after the other. */
    private record Step(String group, int threads, boolean scraped) {
        static Step of(Figure figure) {
            return new Step(figure.group(), figure.threads(), figure.scraped());
        }
    }

    Figures measure(List<Question> questions) throws IOException, InterruptedException, RunnerException {
        Set<Figure> wanted = new LinkedHashSet<>();
        questions.forEach(question -> question.figures().forEach(wanted::add));
        Set<Step> steps = new LinkedHashSet<>();
        wanted.stream().filter(figure -> figure.threads() > 0).map(Step::of).forEach(steps::add);

        Figures measured = new Figures();
        Files.createDirectories(results);
        if (wanted.stream().anyMatch(figure -> figure.threads() == 0)) {
            InstrumentSizes.measure(measured);
            SeriesSizes.measure(measured);
        }
        for (int round = 1; round <= effort.rounds(); round++) {
            List<String> raw = new ArrayList<>();
            for (Step step : steps) {
                System.err.printf("round %d of %d: %s%n", round, effort.rounds(), step);
                String json = run(step, wanted);
                measured.addRound(json);
                raw.add(json);
            }
            Files.writeString(results.resolve("round-" + round + ".json"), RawResults.of(raw));
        }
        return measured;
    }

    private String run(Step step, Collection<Figure> wanted) throws IOException, RunnerException {
        StringJoiner methods = new StringJoiner("|", "\\." + step.group + "\\.(", ")$");
        wanted.stream()
                .filter(figure -> Step.of(figure).equals(step))
                .map(Figure::subject)
                .distinct()
                .forEach(methods::add);
        Path json = Files.createTempFile("benchmarks", ".json");
        Options options = new OptionsBuilder()
                .include(methods.toString())
                .threads(step.threads)
                .param("scraped", String.valueOf(step.scraped))
                .forks(1)
                .warmupIterations(effort.warmups())
                .measurementIterations(effort.iterations())
                .jvmArgs("-Xms1g", "-Xmx1g")
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .resultFormat(ResultFormatType.JSON)
                .result(json.toString())
                .build();
        try {
            new Runner(options).run();
            return Files.readString(json);
        } finally {
            Files.delete(json);
        }
    }
}
