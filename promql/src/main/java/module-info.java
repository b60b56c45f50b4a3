/** Prometheus' query language over anything that gives series. RE2/J has no descriptor, so its name here is that of its file. */
@SuppressWarnings({"module", "requires-automatic"})
module io.quorumeter.promql {
    requires static org.jspecify;
    requires re2j;

    exports io.quorumeter.promql;
    exports io.quorumeter.promql.ast;
    exports io.quorumeter.promql.limit;
    exports io.quorumeter.promql.model;
    exports io.quorumeter.promql.regex to
            io.quorumeter.alerting;
    exports io.quorumeter.promql.series;
}
