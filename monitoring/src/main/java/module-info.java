/** The node's own monitoring: history, queries by HTTP, and the process and its machine as metrics. */
module io.quorumeter.monitoring {
    requires static org.jspecify;
    requires transitive io.quorumeter.alerting;
    requires transitive io.quorumeter.exporters;
    requires transitive io.quorumeter.history;
    requires static jdk.jfr;
    requires io.quorumeter.core;
    requires jdk.management;
    requires info.picocli;
    requires java.net.http;
    requires tools.jackson.databind;

    exports io.quorumeter.monitoring;
    exports io.quorumeter.monitoring.config;
    exports io.quorumeter.monitoring.preset;
    exports io.quorumeter.monitoring.scrape;
    exports io.quorumeter.monitoring.system;

    opens io.quorumeter.monitoring.cli to
            info.picocli;
}
