package io.quorumeter.exporters.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import java.util.function.ObjIntConsumer;

/**
 * A running HTTP endpoint: HTTP/1.1 on a few daemon threads, for as many clients as {@link HttpLimits} allow. A client that sends or reads
 * slowly, or not at all, holds a connection and a little memory, but no thread. Safe from any thread.
 *
 * <p>It is Jetty, in a class loader of its own: neither its log nor its settings are those of another Jetty in the process, no provider of
 * SLF4J is needed or used, and its warnings go to {@link System.Logger}.
 */
public interface HttpEndpoint extends AutoCloseable {
    /**
     * Starts to listen.
     *
     * @param address where, with port 0 for any free one
     * @param access who may ask
     * @param limits what clients may take
     * @param handlers by path: one that ends with {@code /} is for all paths below it, the longest first, any other one for itself
     * @return the running endpoint; closing it frees the port
     * @throws IOException when the port is taken or refused, the machine does not have the address, or a file of TLS cannot be used
     * @throws IllegalArgumentException when the address is not one of the loopback interface and {@code access} knows no clients, or a path
     *     does not begin with {@code /}
     */
    static HttpEndpoint start(
            InetSocketAddress address, HttpAccess access, HttpLimits limits, Map<String, HttpHandler> handlers)
            throws IOException {
        return start(address, access, limits, handlers, (path, status) -> {});
    }

    /**
     * Starts to listen, and reports each answer as it begins, those included with which requests are refused.
     *
     * @param address where, with port 0 for any free one
     * @param access who may ask
     * @param limits what clients may take
     * @param handlers by path: one that ends with {@code /} is for all paths below it, the longest first, any other one for itself
     * @param answered gets the path of the request and the status; never throws or blocks, and is called on any thread
     * @return the running endpoint; closing it frees the port
     * @throws IOException when the port is taken or refused, the machine does not have the address, or a file of TLS cannot be used
     * @throws IllegalArgumentException when the address is not one of the loopback interface and {@code access} knows no clients, or a path
     *     does not begin with {@code /}
     */
    static HttpEndpoint start(
            InetSocketAddress address,
            HttpAccess access,
            HttpLimits limits,
            Map<String, HttpHandler> handlers,
            ObjIntConsumer<String> answered)
            throws IOException {
        if (address.isUnresolved()) {
            throw new UnknownHostException(address.getHostString() + " is no address: listen on one of this machine");
        }
        if (!address.getAddress().isLoopbackAddress() && !access.isAuthenticated()) {
            throw new IllegalArgumentException("the endpoint does not listen on " + address.getHostString()
                    + " for everybody: set a token or certificates of clients, or listen on the loopback interface");
        }
        ServerSocketChannel channel = Listening.on(address);
        try {
            return JettyLoader.start(channel, access, limits, handlers, answered);
        } catch (IOException | RuntimeException | Error failed) {
            channel.close();
            throw failed;
        }
    }

    /** {@return the port that it listens on} */
    int port();

    /** {@return where its root is: by its address, or on the loopback interface when it listens on all} */
    URI uri();

    /** {@return whether it was closed} */
    boolean isClosed();

    /** Stops at once and frees the port; requests in progress are cut off. Closing again is a no-op. */
    @Override
    void close();
}
