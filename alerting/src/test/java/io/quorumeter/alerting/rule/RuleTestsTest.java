package io.quorumeter.alerting.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.alerting.file.FileException;
import io.quorumeter.promql.model.Semantics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RuleTestsTest {
    private static final Path RULES = Path.of("src/test/resources/rules");

    @ParameterizedTest
    @EnumSource(Semantics.class)
    void run_rulesThatDoWhatTheirTestsSay_passes(Semantics semantics) throws IOException {
        RuleTests tests = RuleTests.read(RULES.resolve("levels_test.yml"), semantics);

        assertThat(tests.run()).isEmpty();
        assertThat(tests.size()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "eval_time: 6m30s,eval_time: 6m29s,found:",
        "value: 0.8,value: 0.9,0.9",
        "north: tank,south: tank,north",
        "1 + 1,1 +,parse error"
    })
    void run_testThatExpectsSomethingElse_saysWhatWasFound(String from, String to, String said, @TempDir Path folder)
            throws IOException {
        RuleTests tests = RuleTests.read(changed(folder, from, to), Semantics.V3);

        assertThat(tests.run()).hasSize(1).allMatch(failure -> failure.contains(said));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    eval_time: 10m30s|evaltime: 10m30s|'eval_time' is meant
                    level?.yml|none.yml|there is no file none.yml
                    100x20'|100y20'|not a value of a series
                    100x20'|100x20000000'|more than 1000000 values
                    tank_capacity_litres{tank=|tank_capacity_litres{tank!=|not a series
                    labels: ''|labels: '1'|not a series
                    10m29s|10000y|out of range
                    """)
    void run_wrongFile_namesPlace(String from, String to, String said, @TempDir Path folder) throws IOException {
        Path file = changed(folder, from, to);

        assertThatThrownBy(() -> RuleTests.read(file, Semantics.V3).run())
                .isInstanceOf(FileException.class)
                .hasMessageMatching("(?s).*levels_test.yml:\\d+:\\d+: .*")
                .hasMessageContaining(said);
    }

    @Test
    void run_timeFarAway_isRefusedAtOnce(@TempDir Path folder) throws IOException {
        RuleTests tests = RuleTests.read(changed(folder, "10m29s", "100y"), Semantics.V3);

        assertThat(tests.run()).hasSize(1).allMatch(failure -> failure.contains("more than 1000000 evaluations"));
    }

    static Path changed(Path folder, String from, String to) throws IOException {
        Files.writeString(folder.resolve("levels.yml"), Files.readString(RULES.resolve("levels.yml")));
        String tests = Files.readString(RULES.resolve("levels_test.yml"));
        assertThat(tests).contains(from);
        return Files.writeString(folder.resolve("levels_test.yml"), tests.replace(from, to));
    }
}
