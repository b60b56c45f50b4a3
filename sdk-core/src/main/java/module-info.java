import io.quorumeter.core.GlobalCollector;
import io.quorumeter.spi.CollectorProvider;

/**
 * The engine behind the contract. HdrHistogram has no descriptor, so its name here is that of its file; what only our own modules use is
 * exported to them, which are built later.
 */
@SuppressWarnings({"module", "requires-automatic", "requires-transitive-automatic"})
module io.quorumeter.core {
    requires static org.jspecify;
    requires transitive io.quorumeter.api;
    requires transitive HdrHistogram;
    requires java.net.http;
    requires org.jctools.core.jdk11;

    exports io.quorumeter.core;
    exports io.quorumeter.core.bind;
    exports io.quorumeter.core.delivery to
            io.quorumeter.alerting,
            io.quorumeter.exporters;
    exports io.quorumeter.core.event to
            io.quorumeter.alerting,
            io.quorumeter.exporters,
            io.quorumeter.monitoring;

    provides CollectorProvider with
            GlobalCollector;
}
