/** A snapshot in somebody's format, and the HTTP endpoint of a node. */
module io.quorumeter.exporters {
    requires static org.jspecify;
    requires transitive io.quorumeter.api;
    requires io.quorumeter.core;
    requires org.eclipse.jetty.server;

    exports io.quorumeter.exporters;
    exports io.quorumeter.exporters.http;
}
