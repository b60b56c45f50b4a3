package io.quorumeter.monitoring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeCommandTest {
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return Main.run(new PrintWriter(new StringWriter(), true), new PrintWriter(err, true), arguments);
    }

    @Test
    void addressThatIsNone_isRefused() {
        assertThat(run("serve", "ftp://node/metrics")).isEqualTo(2);
        assertThat(err.toString()).contains("'ftp://node/metrics' is no address of metrics");
        assertThat(run("serve", "node:1", "--interval", "soon")).isEqualTo(2);
        assertThat(err.toString()).contains("--interval: 'soon' is no duration");
    }

    @Test
    void rulesWithAMistake_areNamed_andNothingStarts(@TempDir Path folder) throws IOException {
        Path rules =
                Files.writeString(folder.resolve("rules.yml"), "groups: [{name: g, rules: [{alert: A, expr: 1 +}]}]");
        assertThat(run("serve", "127.0.0.1:1", "--rules", rules.toString())).isEqualTo(1);
        assertThat(err.toString()).contains(rules + ":1:");
    }
}
