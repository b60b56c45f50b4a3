package io.quorumeter.exporters.jetty;

import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/** Makes {@link System.Logger} the log of the Jetty that is loaded apart. Nothing else sees this provider. */
public final class SystemLoggers implements SLF4JServiceProvider {
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter context = new NOPMDCAdapter();

    /** Creates the provider, for SLF4J. */
    public SystemLoggers() {}

    @Override
    public ILoggerFactory getLoggerFactory() {
        return SystemLogger::new; // Jetty keeps one for each class
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return context;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }

    @Override
    public void initialize() {
        // there is nothing to prepare
    }
}
