/** The contract of Quorumeter. It needs nothing at run time but the JDK. */
@SuppressWarnings("module") // the modules of the SDK stand above this one
module io.quorumeter.api {
    requires static org.jspecify;

    exports io.quorumeter;
    exports io.quorumeter.event;
    exports io.quorumeter.export;
    exports io.quorumeter.health;
    exports io.quorumeter.snapshot;
    exports io.quorumeter.binding to
            io.quorumeter.consensus,
            io.quorumeter.network,
            io.quorumeter.storage;
    exports io.quorumeter.spi to
            io.quorumeter.core,
            io.quorumeter.consensus,
            io.quorumeter.network,
            io.quorumeter.storage,
            io.quorumeter.testkit,
            io.quorumeter.exporters,
            io.quorumeter.history,
            io.quorumeter.alerting,
            io.quorumeter.monitoring;

    uses io.quorumeter.spi.CollectorProvider;
}
