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

    @Test
    void configurationWithoutNodes_orBesideOptions_isRefused(@TempDir Path folder) throws IOException {
        Path config = Files.writeString(folder.resolve("watch.yaml"), "history: {retention: 10m}");
        assertThat(run("serve", "--config", config.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("scrape.targets names no node");
        assertThat(run("serve", "node:1", "--config", config.toString())).isEqualTo(2);
        assertThat(run("serve")).isEqualTo(2);
        assertThat(err.toString()).contains("name a node at least, or --config");
    }

    @Test
    void configuration_isChecked(@TempDir Path folder) throws IOException {
        Path config = Files.writeString(folder.resolve("watch.yaml"), "dashboards: [a]");
        assertThat(run("check-config", config.toString())).isZero();
        assertThat(err.toString()).contains("warning: " + config + ":1:13: dashboards: has no effect yet");
        Files.writeString(config, "histroy: {}\nalerting: {rule_files: rules.yml}");
        assertThat(run("check-config", config.toString())).isEqualTo(1);
        assertThat(err.toString()).contains(config + ":1:10: histroy: there is no such key; 'history' is meant?");
        Files.writeString(config, "alerting: {rule_files: rules.yml}");
        Files.writeString(folder.resolve("rules.yml"), "groups: [{name: g, rules: [{alert: A, expr: 1 +}]}]");
        assertThat(run("check-config", config.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("rules.yml:1:");
        assertThat(run("check-config", folder.resolve("none.yaml").toString())).isEqualTo(2);
    }
}
