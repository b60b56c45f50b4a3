/** A snapshot in somebody's format, and the scrape endpoint. */
module io.quorumeter.exporters {
    requires static org.jspecify;
    requires transitive io.quorumeter.api;
    requires io.quorumeter.core;
    requires jdk.httpserver;

    exports io.quorumeter.exporters;
}
