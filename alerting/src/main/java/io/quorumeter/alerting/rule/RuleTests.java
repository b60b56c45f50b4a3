package io.quorumeter.alerting.rule;

import io.quorumeter.alerting.file.FileException;
import io.quorumeter.alerting.file.FileValue;
import io.quorumeter.promql.model.Semantics;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file of unit tests for rules, as {@code promtool test rules} runs it: series with made-up values, the alerts that have to fire at
 * certain times, and the answers to queries.
 */
public final class RuleTests {
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final Set<String> FILE_KEYS =
            Set.of("rule_files", "evaluation_interval", "group_eval_order", "tests", "fuzzy_compare");
    private static final Set<String> TEST_KEYS = Set.of(
            "name",
            "interval",
            "input_series",
            "alert_rule_test",
            "promql_expr_test",
            "external_labels",
            "external_url");

    private final Map<String, FileValue> keys;
    private final List<RuleGroup> groups;
    private final long interval;
    private final Semantics semantics;

    private RuleTests(FileValue file, Path folder, Semantics semantics) throws IOException {
        this.semantics = semantics;
        keys = file.map(FILE_KEYS);
        interval = interval(keys.get("evaluation_interval"), MINUTE);
        groups = ordered(groups(list("rule_files"), folder, semantics));
    }

    /**
     * Reads a file of tests and the rules that it names.
     *
     * @param file the tests, in UTF-8
     * @param semantics the version of the language
     * @return the tests
     * @throws IOException if a file cannot be read
     * @throws FileException if something in one of them is wrong
     */
    public static RuleTests read(Path file, Semantics semantics) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        FileValue tests = FileValue.read(file.toString(), Files.readString(file));
        return new RuleTests(tests, folder == null ? Path.of("") : folder, semantics);
    }

    /**
     * Runs all tests.
     *
     * @return what failed: a test's name or number, the time, what was expected and what was found; empty if nothing did
     * @throws FileException if something in the file is wrong
     */
    public List<String> run() {
        List<String> failures = new ArrayList<>();
        for (FileValue test : list("tests")) {
            Map<String, FileValue> parts = test.map(TEST_KEYS);
            FileValue name = parts.get("name");
            String title = name == null ? "test at line " + test.line() : name.text();
            new RuleTest(parts, interval, semantics, groups)
                    .run()
                    .forEach(failure -> failures.add(title + ": " + failure));
        }
        return failures;
    }

    /** {@return how many tests there are} */
    public int size() {
        return list("tests").size();
    }

    private List<FileValue> list(String key) {
        FileValue value = keys.get(key);
        return value == null ? List.of() : value.list();
    }

    static long interval(@Nullable FileValue value, long otherwise) {
        long millis = value == null || value.isAbsent() ? 0 : value.millis();
        return millis == 0 ? otherwise : millis;
    }

    private static List<RuleGroup> groups(List<FileValue> files, Path folder, Semantics semantics) throws IOException {
        List<RuleGroup> groups = new ArrayList<>();
        for (FileValue name : files) {
            List<Path> found = find(folder, name.text());
            if (found.isEmpty()) {
                throw name.wrong("there is no file " + name.text());
            }
            for (Path rules : found) {
                groups.addAll(RuleFile.read(rules, semantics).groups());
            }
        }
        return groups;
    }

    /** Returns the files that a name with wild cards in its last part stands for. */
    private static List<Path> find(Path folder, String name) throws IOException {
        int slash = name.lastIndexOf('/');
        Path parent = slash < 0 ? folder : folder.resolve(name.substring(0, slash + 1));
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(parent)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(parent, name.substring(slash + 1))) {
                files.forEach(found::add);
            }
        }
        return found.stream().sorted().toList();
    }

    private List<RuleGroup> ordered(List<RuleGroup> unordered) {
        Map<String, Integer> order = new HashMap<>();
        for (FileValue name : list("group_eval_order")) {
            if (order.put(name.text(), order.size()) != null) {
                throw name.wrong("group name repeated in evaluation order: " + name.text());
            }
        }
        return unordered.stream()
                .sorted((a, b) -> Integer.compare(order.getOrDefault(a.name(), 0), order.getOrDefault(b.name(), 0)))
                .toList();
    }
}
