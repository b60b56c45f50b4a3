/** Rules, alerts and health over a node's metrics. The library for TOML names its module in its manifest alone. */
@SuppressWarnings("requires-automatic")
module io.quorumeter.alerting {
    requires static org.jspecify;
    requires transitive io.quorumeter.api;
    requires transitive io.quorumeter.consensus;
    requires transitive io.quorumeter.history;
    requires transitive io.quorumeter.network;
    requires transitive io.quorumeter.promql;
    requires transitive io.quorumeter.storage;
    requires io.quorumeter.core;
    requires static jakarta.mail;
    requires static org.tomlj;
    requires java.net.http;
    requires org.snakeyaml.engine;
    requires tools.jackson.databind;
    requires tools.jackson.dataformat.yaml;

    exports io.quorumeter.alerting.alert;
    exports io.quorumeter.alerting.channel;
    exports io.quorumeter.alerting.file;
    exports io.quorumeter.alerting.health;
    exports io.quorumeter.alerting.route;
    exports io.quorumeter.alerting.rule;
    exports io.quorumeter.alerting.template;
}
