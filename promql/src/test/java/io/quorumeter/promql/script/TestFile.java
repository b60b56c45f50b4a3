package io.quorumeter.promql.script;

import io.quorumeter.promql.PromQl;
import io.quorumeter.promql.ast.Durations;
import io.quorumeter.promql.ast.Expr;
import io.quorumeter.promql.model.Semantics;
import io.quorumeter.promql.series.MemorySource;
import io.quorumeter.promql.series.SeriesLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs a file in the language of Prometheus' engine tests, of 2.42 and of 3.x. What it cannot run is counted: native histograms, and
 * functions and syntax that Prometheus has behind a switch.
 */
public final class TestFile {
    private static final Pattern EVAL =
            Pattern.compile("eval(?:_(fail|ordered|warn|info))?\\s+(?:instant\\s+(?:at\\s+(\\S+)\\s+)?"
                    + "|range\\s+from\\s+(\\S+)\\s+to\\s+(\\S+)\\s+step\\s+(\\S+)\\s+)(.+)");
    private static final Pattern LOAD = Pattern.compile("load(_with_nhcb)?\\s+(\\S+).*");
    private static final Pattern EXPECT =
            Pattern.compile("expect\\s+(fail|ordered|warn|info|no_warn|no_info|string|range vector)\\b\\s*(.*)");
    private static final Pattern NOT_HERE = Pattern.compile(
            "\\b(histogram_(avg|count|sum|stddev|stdvar|quantiles)|mad_over_time|sort_by_label(_desc)?|info"
                    + "|first_over_time|ts_of_\\w+|integral)\\s*\\(|\\b(anchored|smoothed|fill(_left|_right)?)\\b|\\b(step|range)\\(\\)");

    private final Path file;
    private final Semantics semantics;
    private final MemorySource source = new MemorySource();
    private final List<String> failures = new ArrayList<>();

    /** Metrics that are native histograms, which are not loaded. */
    private final Set<String> histograms = new HashSet<>();

    private int passed;
    private int skipped;

    /** Prepares to run a file. */
    public TestFile(Path file, Semantics semantics) {
        this.file = file;
        this.semantics = semantics;
    }

    /** Returns each failure, with file and line. */
    public List<String> failures() {
        return failures;
    }

    /** Returns how many evaluations passed. */
    public int passed() {
        return passed;
    }

    /** Returns the outcome in a line. */
    @Override
    public String toString() {
        return file.getFileName() + ": passed " + passed + " of " + (passed + failures.size()) + ", skipped " + skipped;
    }

    /** Runs the whole file, beyond failures. */
    public TestFile run() throws IOException {
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); ) {
            String line = lines.get(i).strip();
            int next = i + 1;
            if (line.startsWith("#") || line.isEmpty()) {
                i = next;
                continue;
            }
            List<String> block = new ArrayList<>();
            while (next < lines.size() && !lines.get(next).isBlank() && !isCommand(lines.get(next))) {
                if (!lines.get(next).strip().startsWith("#")) {
                    block.add(lines.get(next).strip());
                }
                next++;
            }
            try {
                command(line, i + 1, block);
            } catch (RuntimeException e) {
                failures.add(file.getFileName() + ":" + (i + 1) + ": " + line + "\n    " + e);
            }
            i = next;
        }
        return this;
    }

    private static boolean isCommand(String line) {
        return line.startsWith("load") || line.startsWith("eval") || line.startsWith("clear");
    }

    private void command(String line, int number, List<String> block) {
        Matcher load = LOAD.matcher(line);
        Matcher eval = EVAL.matcher(line);
        if (line.startsWith("clear")) {
            source.clear();
            histograms.clear();
        } else if (load.matches()) {
            load(millis(load.group(2)), block, load.group(1) != null);
        } else if (eval.matches()) {
            evaluate(eval, number, block);
        } else {
            throw new IllegalArgumentException("unknown command");
        }
    }

    /** Loads series; with custom buckets there would be a native histogram beside each classic one. */
    private void load(long step, List<String> block, boolean customBuckets) {
        for (String line : block) {
            String name = line.replaceFirst("\\W.*", "");
            if (line.contains("{{")) {
                histograms.add(name);
            } else {
                if (customBuckets) {
                    histograms.add(name.replaceFirst("_(bucket|sum|count)$", ""));
                }
                SeriesLine series = SeriesLine.parse(line);
                for (int i = 0; i < series.values().size(); i++) {
                    Double value = series.values().get(i);
                    if (value != null) {
                        source.add(series.labels(), i * step, value);
                    }
                }
            }
        }
    }

    private void evaluate(Matcher eval, int number, List<String> block) {
        Instant start = time(eval.group(2) == null ? Objects.requireNonNullElse(eval.group(3), "0s") : eval.group(2));
        boolean range = eval.group(5) != null;
        Instant end = range ? time(eval.group(4)) : start;
        Duration step = range ? Duration.ofMillis(millis(eval.group(5))) : null;
        Evaluation evaluation = new Evaluation(number, eval.group(6), start, end, step);
        String mode = Objects.requireNonNullElse(eval.group(1), "");
        evaluation.fails = mode.equals("fail");
        evaluation.ordered = mode.equals("ordered");
        if (mode.equals("warn")) {
            evaluation.warnings.add(Pattern.compile(""));
        }
        if (mode.equals("info")) {
            evaluation.infos.add(Pattern.compile(""));
        }
        boolean skip = NOT_HERE.matcher(evaluation.expression).find() || usesHistograms(evaluation.expression);
        for (String line : block) {
            skip |= line.contains("{{");
            if (!skip) {
                expect(evaluation, line);
            }
        }
        if (skip) {
            skipped++;
            return;
        }
        String wrong = evaluation.run(PromQl.over(source).withSemantics(semantics), semantics);
        if (wrong == null) {
            passed++;
        } else {
            failures.add(file.getFileName() + ":" + number + ": " + evaluation.expression + "\n    " + wrong);
        }
    }

    private boolean usesHistograms(String expression) {
        boolean anyName = expression.contains("__name__");
        return histograms.stream()
                .anyMatch(name -> anyName
                        || Pattern.compile("\\b" + name + "\\b")
                                .matcher(expression)
                                .find());
    }

    private static void expect(Evaluation evaluation, String line) {
        Matcher expect = EXPECT.matcher(line);
        if (expect.matches()) {
            String rest = expect.group(2);
            switch (expect.group(1)) {
                case "fail" -> {
                    evaluation.fails = true;
                    evaluation.failure.add(pattern(rest));
                }
                case "ordered" -> evaluation.ordered = true;
                case "warn" -> evaluation.warnings.add(pattern(rest));
                case "info" -> evaluation.infos.add(pattern(rest));
                case "no_warn" -> evaluation.noWarnings = true;
                case "no_info" -> evaluation.noInfos = true;
                case "string" -> evaluation.string = string(line.replaceFirst("expect\\s+string ?", ""));
                default -> matrix(evaluation, rest);
            }
        } else if (line.startsWith("expected_fail_message")) {
            evaluation.failure.add(Pattern.compile(
                    line.substring("expected_fail_message".length()).strip(), Pattern.LITERAL));
        } else if (line.startsWith("expected_fail_regexp")) {
            evaluation.failure.add(Pattern.compile(
                    line.substring("expected_fail_regexp".length()).strip()));
        } else {
            try {
                evaluation.scalar = SeriesLine.number(line);
            } catch (NumberFormatException e) {
                evaluation.expected.add(SeriesLine.parse(line));
            }
        }
    }

    /** Returns a text that may be written as a literal or as it is. */
    private static String string(String text) {
        boolean literal = text.length() > 1
                && "\"'`".indexOf(text.charAt(0)) >= 0
                && text.charAt(0) == text.charAt(text.length() - 1);
        return literal ? ((Expr.StringLiteral) PromQl.parse(text, Semantics.V3)).value() : text;
    }

    private static void matrix(Evaluation evaluation, String times) {
        Matcher range = Pattern.compile("from\\s+(\\S+)\\s+to\\s+\\S+\\s+step\\s+(\\S+)")
                .matcher(times);
        if (!range.matches()) {
            throw new IllegalArgumentException("not the times of a range vector: " + times);
        }
        evaluation.matrixStart = time(range.group(1));
        evaluation.matrixStep = Duration.ofMillis(millis(range.group(2)));
    }

    private static Pattern pattern(String condition) {
        if (condition.startsWith("msg:")) {
            return Pattern.compile(condition.substring(4).strip(), Pattern.LITERAL);
        }
        return Pattern.compile(
                condition.startsWith("regex:") ? condition.substring(6).strip() : "");
    }

    private static Instant time(String text) {
        return Instant.ofEpochMilli(text.startsWith("-") ? -millis(text.substring(1)) : millis(text));
    }

    private static long millis(String text) {
        try {
            return Math.round(Double.parseDouble(text) * 1000);
        } catch (NumberFormatException e) {
            return Durations.parse(text);
        }
    }
}
