package io.quorumeter.exporters.jetty;

import io.quorumeter.exporters.http.HttpAccess;
import io.quorumeter.exporters.http.HttpEndpoint;
import io.quorumeter.exporters.http.HttpHandler;
import io.quorumeter.exporters.http.HttpLimits;
import io.quorumeter.exporters.http.TlsIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjIntConsumer;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.jspecify.annotations.Nullable;

/** A server of Jetty's with one connector: one thread accepts, one selects, and a few serve. */
public final class JettyEndpoint implements HttpEndpoint {
    private static final System.Logger LOG = System.getLogger("io.quorumeter.http");
    private static final int THREADS = 12;
    private static final int IDLE_THREADS = 3;
    private static final int KEPT_BYTES = 4 << 20;
    private static final int LARGEST_BUFFER = 1 << 16;
    private static final int CHECK_MILLIS = 500;

    private final Routes routes;
    private final Server server;
    private final WatchingConnector connector;
    private final HttpLimits limits;
    private final InetSocketAddress address;
    private final @Nullable TlsIdentity identity;
    private final SslContextFactory.Server tls = new SslContextFactory.Server();

    /**
     * Starts an endpoint.
     *
     * @param channel where it listens
     * @param access who may ask
     * @param limits what clients may take
     * @param handlers by path
     * @param answered gets path and status of each answer
     * @throws IOException when it cannot start
     */
    public JettyEndpoint(
            ServerSocketChannel channel,
            HttpAccess access,
            HttpLimits limits,
            Map<String, HttpHandler> handlers,
            ObjIntConsumer<String> answered)
            throws IOException {
        this.limits = limits;
        this.address = (InetSocketAddress) channel.getLocalAddress();
        this.identity = access.identity().orElse(null);
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, IDLE_THREADS);
        threads.setName("quorumeter-http");
        threads.setDaemon(true);
        threads.setReservedThreads(0);
        this.server = new Server(
                threads,
                new ScheduledExecutorScheduler("quorumeter-http-clock", true),
                new ArrayByteBufferPool(0, -1, LARGEST_BUFFER, -1, KEPT_BYTES, KEPT_BYTES));
        server.setStopTimeout(0);
        server.setErrorHandler(new PlainErrors());
        this.routes = new Routes(handlers);
        server.setHandler(
                new Dispatcher(new Gate(access, new RateLimit(limits.requestsPerSecond())), routes, limits, answered));
        this.connector = new WatchingConnector(server, limits.connections(), factories());
        connector.setIdleTimeout(Math.max(1, limits.idle().toMillis())); // 0 is for ever
        connector.open(channel);
        server.addConnector(connector);
        start();
    }

    private ConnectionFactory[] factories() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(limits.headerBytes());
        ConnectionFactory plain = new HttpConnectionFactory(http);
        if (identity == null) {
            return new ConnectionFactory[] {plain};
        }
        SslConnectionFactory secure = new SslConnectionFactory(tls, plain.getProtocol());
        secure.setEnsureSecureRequestCustomizer(false);
        return new ConnectionFactory[] {secure, plain};
    }

    private void start() throws IOException {
        try {
            reloadIdentity();
            server.start();
        } catch (GeneralSecurityException wrong) {
            throw new IOException("TLS of the endpoint cannot be used: " + wrong.getMessage(), wrong);
        } catch (IOException | RuntimeException known) {
            throw known;
        } catch (Exception failed) {
            throw new IOException("the endpoint could not be started", failed);
        }
        checkLater();
    }

    private void checkLater() {
        server.getScheduler().schedule(this::check, CHECK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Looks at each connection, and at the files of TLS. */
    private void check() {
        long now = System.nanoTime();
        try {
            for (EndPoint endPoint : connector.getConnectedEndPoints()) {
                ((WatchedEndPoint) endPoint).check(now, limits.receive());
            }
            reloadIdentity();
        } catch (Exception failed) {
            LOG.log(System.Logger.Level.WARNING, "the endpoint at " + uri() + " goes on as it was", failed);
        }
        if (server.isRunning()) {
            checkLater();
        }
    }

    private void reloadIdentity() throws Exception {
        TlsIdentity files = identity;
        if (files == null || !files.hasChanged()) {
            return;
        }
        var own = files.own();
        var authorities = files.clientAuthorities();
        tls.reload(settings -> {
            settings.setKeyStore(own);
            settings.setKeyStorePassword("");
            authorities.ifPresent(settings::setTrustStore);
        });
        tls.setNeedClientAuth(authorities.isPresent());
    }

    @Override
    public int port() {
        return address.getPort();
    }

    @Override
    public URI uri() {
        InetAddress own = address.getAddress();
        String host = own.isAnyLocalAddress() ? "127.0.0.1" : own.getHostAddress();
        String scheme = identity == null ? "http://" : "https://";
        return URI.create(scheme + (host.contains(":") ? "[" + host + "]" : host) + ":" + port() + "/");
    }

    @Override
    public boolean isClosed() {
        return !server.isRunning();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception failed) {
            LOG.log(System.Logger.Level.WARNING, "the endpoint at " + uri() + " did not stop cleanly", failed);
        }
        routes.close();
    }

    /** Where it is, as text. */
    @Override
    public String toString() {
        return uri().toString();
    }
}
