/** Alerts and health over a node's metrics. */
module io.quorumeter.monitoring {
    requires static org.jspecify;
    requires transitive io.quorumeter.api;
    requires transitive io.quorumeter.consensus;
    requires transitive io.quorumeter.network;
    requires transitive io.quorumeter.storage;
    requires jdk.management;
    requires org.snakeyaml.engine;
    requires tools.jackson.databind;
    requires tools.jackson.dataformat.yaml;

    exports io.quorumeter.monitoring.alert;
    exports io.quorumeter.monitoring.health;
    exports io.quorumeter.monitoring.system;
}
