package io.quorumeter.alerting.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.alerting.route.RoutingFileTest.Case;
import io.quorumeter.promql.model.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Debian's amtool reads the same files and sends the same alerts to the same receivers. */
@Tag("servers")
class AmtoolTest {
    private static final List<String> RECEIVERS = List.of("a", "b", "c", "d");
    private static final List<String> NAMES = List.of("x", "y", "z");
    private static final List<String> VALUES = List.of("", "1", "2", "one two", "a,b", "q\"q", "a\\\\b");
    private static final List<String> EXPRESSIONS = List.of("", "1|2", "[12]", ".*", ".+", "one.*", "a,?b", "o");

    @TempDir
    private Path folder;

    @Test
    void parse_allFiles_agreesWithAmtool() throws Exception {
        List<Case> disagree = new ArrayList<>();
        for (Case file : RoutingFileTest.cases().toList()) {
            boolean isAccepted = amtool(file.text(), Map.of()).exitCode == 0;
            if (isAccepted == file.verdict().equals("bad")) {
                disagree.add(file);
            }
        }
        assertThat(disagree).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void match_randomTrees_agreesWithAmtool(long seed) throws Exception {
        Random random = new Random(seed);
        for (int i = 0; i < 10; i++) {
            String text = "route:\n  receiver: a\n" + children(random, 1)
                    + "receivers: [{name: a}, {name: b}, {name: c}, {name: d}]\n";
            Map<String, String> labels = new TreeMap<>();
            NAMES.forEach(name -> labels.put(name, one(random, VALUES).replace("\\\\", "\\")));
            labels.values().removeIf(String::isEmpty);

            String ours = RoutingFile.parse("random.yml", text).root().match(Labels.of(labels)).stream()
                    .map(Route::receiver)
                    .collect(Collectors.joining(","));
            assertThat(ours).as("seed %d, %s of%n%s", seed, labels, text).isEqualTo(amtool(text, labels).printed);
        }
    }

    private static String children(Random random, int depth) {
        StringBuilder out = new StringBuilder("  ".repeat(depth)).append("routes:\n");
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            String indent = "  ".repeat(depth + 1);
            out.append("  ".repeat(depth))
                    .append("- receiver: ")
                    .append(one(random, RECEIVERS))
                    .append('\n');
            out.append(indent).append("continue: ").append(random.nextBoolean()).append('\n');
            out.append(indent).append("matchers: ['").append(matchers(random)).append("']\n");
            if (random.nextInt(4) == 0) {
                out.append(indent)
                        .append("match: {x: ")
                        .append(random.nextInt(3))
                        .append("}\n");
            }
            if (depth < 3 && random.nextBoolean()) {
                out.append(children(random, depth + 1));
            }
        }
        return out.toString();
    }

    private static String matchers(Random random) {
        List<String> all = new ArrayList<>();
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            String op = one(random, List.of("=", "!=", "=~", "!~"));
            String value = one(random, op.contains("~") ? EXPRESSIONS : VALUES);
            boolean plain = value.matches("[^,\"]+") && random.nextBoolean();
            all.add(one(random, NAMES) + op + (plain ? value : '"' + value.replace("\"", "\\\"") + '"'));
        }
        String list = String.join(random.nextBoolean() ? "," : " , ", all);
        return random.nextBoolean() ? list : "{" + list + "}";
    }

    private static String one(Random random, List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    private record Outcome(int exitCode, String printed) {}

    private Outcome amtool(String text, Map<String, String> labels) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("alertmanager.yml"), text);
        Path out = folder.resolve("out");
        List<String> command =
                new ArrayList<>(List.of("amtool", "config", "routes", "test", "--config.file", file.toString()));
        labels.forEach((name, value) ->
                command.add(name + "=\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"'));
        Process amtool;
        try {
            amtool = new ProcessBuilder(command)
                    .redirectOutput(out.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException missing) {
            throw new IOException(
                    "this test needs amtool; as root, type: apt-get install -y prometheus-alertmanager", missing);
        }
        assertThat(amtool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Outcome(amtool.exitValue(), Files.readString(out).strip());
    }
}
