/** The contract of Quorumeter. It needs nothing at run time but the JDK. */
module io.quorumeter.api {
    requires static org.jspecify;

    exports io.quorumeter;
    exports io.quorumeter.binding;
    exports io.quorumeter.event;
    exports io.quorumeter.export;
    exports io.quorumeter.health;
    exports io.quorumeter.snapshot;
    exports io.quorumeter.spi;

    uses io.quorumeter.spi.CollectorProvider;
}
