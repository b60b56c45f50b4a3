/** The node's own monitoring: the process and its machine, as metrics and for the rules of alerting. */
module io.quorumeter.monitoring {
    requires static org.jspecify;
    requires transitive io.quorumeter.alerting;
    requires static jdk.jfr;
    requires io.quorumeter.core;
    requires jdk.management;

    exports io.quorumeter.monitoring.system;
}
