package io.quorumeter.monitoring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutesCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private int run(String... args) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("alertmanager.yml"), text).toString();
    }

    @Test
    void test_severalReceivers_printsThemInOrder() throws IOException {
        String file = file("""
                route:
                  receiver: chat
                  routes:
                    - {matchers: [severity="critical"], receiver: pager, continue: true}
                    - {matchers: ['team=~"core,net"'], receiver: core}
                receivers: [{name: chat}, {name: pager, sns_configs: [{}]}, {name: core}]
                """);

        assertThat(run("routes", "test", "--config", file, "severity=critical", "team=core,net"))
                .isZero();
        assertThat(out.toString().strip()).isEqualTo("pager,core");
        assertThat(err.toString()).startsWith("warning: " + file + ":6:").contains("sns_configs", "has no effect here");
    }

    @Test
    void test_withoutFile_triesTheRoutesThatAreBuiltIn() {
        assertThat(run("routes", "test", "severity=critical")).isZero();
        assertThat(out.toString().strip()).isEqualTo("default");
    }

    @Test
    void test_wrongFile_namesThePlace() throws IOException {
        String file = file("route: {receiver: a}");

        assertThat(run("routes", "test", "--config", file)).isEqualTo(1);
        assertThat(err.toString()).startsWith(file + ":1:19: route.receiver: undefined receiver 'a'");
        assertThat(run("routes", "test", "--config", "none.yml")).isEqualTo(1);
        assertThat(err.toString()).contains("none.yml: cannot be read");
    }

    @Test
    void test_wrongLabel_exitCodeIs2() {
        assertThat(run("routes", "test", "severity")).isEqualTo(2);
        assertThat(run("routes", "test", "severity!=critical")).isEqualTo(2);
        assertThat(err.toString()).contains("'severity!=critical' is no label and its value");
    }
}
