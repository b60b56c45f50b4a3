package io.quorumeter.exporters.http;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.nio.channels.ServerSocketChannel;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Loads Jetty apart from the rest of the process.
 *
 * <p>Jetty logs by SLF4J, which prints a warning where it finds no provider, logs to the node's provider where there is one, and warns
 * again where there are two, so that we cannot bring our own. Therefore this loader defines Jetty, SLF4J and our code around Jetty a
 * second time, from the same class files that its parent has. SLF4J in here finds one provider, {@code SystemLoggers}; the node's
 * SLF4J, its Jetty and their static state are untouched. All that goes in and out are types of this package and of the JDK, which the
 * parent loads.
 */
final class JettyLoader extends ClassLoader {
    private static final String INSIDE = "io.quorumeter.exporters.jetty.";
    private static final List<String> APART =
            List.of("org.eclipse.jetty.", "org.slf4j.", INSIDE, "io.quorumeter.exporters.encoding.");
    private static final String VERSION_PROPERTY = "jetty.git.hash";
    private static final String LOG_PROVIDERS = "META-INF/services/org.slf4j.spi.SLF4JServiceProvider";

    static {
        registerAsParallelCapable();
    }

    /** Made with the first endpoint, and then kept: classes are loaded once for all endpoints. */
    private static final class Shared {
        static final JettyLoader LOADER = loader();

        /** Jetty puts its version into a system property when its first class is initialized. */
        private static JettyLoader loader() {
            JettyLoader loader = new JettyLoader(JettyLoader.class.getClassLoader());
            String before = System.getProperty(VERSION_PROPERTY);
            try {
                Class.forName("org.eclipse.jetty.util.Jetty", true, loader);
            } catch (ClassNotFoundException missing) {
                return loader; // which the caller finds again
            }
            if (before == null) {
                System.clearProperty(VERSION_PROPERTY);
            } else {
                System.setProperty(VERSION_PROPERTY, before);
            }
            return loader;
        }
    }

    private JettyLoader(ClassLoader parent) {
        super("quorumeter-jetty", parent);
    }

    /** Starts an endpoint; Jetty looks for its own services by way of the thread's class loader. */
    static HttpEndpoint start(
            ServerSocketChannel channel,
            HttpAccess access,
            HttpLimits limits,
            Map<String, HttpHandler> handlers,
            ObjIntConsumer<String> answered)
            throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(Shared.LOADER);
        try {
            return (HttpEndpoint) Shared.LOADER
                    .loadClass(INSIDE + "JettyEndpoint")
                    .getConstructor(
                            ServerSocketChannel.class,
                            HttpAccess.class,
                            HttpLimits.class,
                            Map.class,
                            ObjIntConsumer.class)
                    .newInstance(channel, access, limits, handlers, answered);
        } catch (InvocationTargetException failed) {
            if (failed.getCause() instanceof IOException io) {
                throw io;
            }
            if (failed.getCause() instanceof RuntimeException wrong) {
                throw wrong;
            }
            throw new IOException("the endpoint could not be started", failed.getCause());
        } catch (ReflectiveOperationException missing) {
            throw new IOException("the endpoint needs Jetty beside it: " + missing.getMessage(), missing);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (APART.stream().noneMatch(name::startsWith)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known == null ? define(name) : known;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (@Nullable InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException unreadable) {
            throw new ClassNotFoundException(name, unreadable);
        }
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        URL own = name.equals(LOG_PROVIDERS) ? JettyLoader.class.getResource("jetty-log-provider") : null;
        return own == null ? super.getResources(name) : Collections.enumeration(List.of(own));
    }
}
