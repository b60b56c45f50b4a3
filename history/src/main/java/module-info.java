/** What a node's metrics were. */
module io.quorumeter.history {
    requires static org.jspecify;
    requires transitive io.quorumeter.api;
    requires transitive io.quorumeter.promql;
    requires io.quorumeter.core;

    exports io.quorumeter.history;
}
