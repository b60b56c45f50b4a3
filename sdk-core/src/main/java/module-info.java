import io.quorumeter.core.GlobalCollector;
import io.quorumeter.spi.CollectorProvider;

/** The engine behind the contract. HdrHistogram has no descriptor, so its name here is that of its file. */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module io.quorumeter.core {
    requires static org.jspecify;
    requires transitive io.quorumeter.api;
    requires transitive HdrHistogram;
    requires org.jctools.core.jdk11;

    exports io.quorumeter.core;
    exports io.quorumeter.core.bind;

    provides CollectorProvider with
            GlobalCollector;
}
