/** The node's own monitoring: what the process takes of its machine, for the rules of alerting. */
module io.quorumeter.monitoring {
    requires static org.jspecify;
    requires transitive io.quorumeter.alerting;
    requires jdk.management;

    exports io.quorumeter.monitoring.system;
}
