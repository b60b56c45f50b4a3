package io.quorumeter.exporters.http;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.channels.ServerSocketChannel;

/** Listens on an address, or says why that cannot be and what to do. */
final class Listening {
    private static final int WAITING = 512;
    private static final int FIRST_FREE_PORT = 1024;

    private Listening() {}

    static ServerSocketChannel on(InetSocketAddress address) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            return channel.bind(address, WAITING);
        } catch (SocketException taken) {
            channel.close();
            BindException named = new BindException("cannot listen on " + address.getHostString() + ":"
                    + address.getPort() + ": " + taken.getMessage() + "; "
                    + remedy(address, String.valueOf(taken.getMessage())));
            named.initCause(taken);
            throw named;
        }
    }

    /** What to do when an address cannot be listened on, for the reason that the system gave. */
    static String remedy(InetSocketAddress address, String reason) throws SocketException {
        InetAddress own = address.getAddress();
        if (!own.isAnyLocalAddress() && !own.isLoopbackAddress() && NetworkInterface.getByInetAddress(own) == null) {
            return "this machine has no such address: bind to one of its own, or to the wildcard address for all";
        }
        if (address.getPort() < FIRST_FREE_PORT && reason.contains("denied")) {
            return "the system lets few programs listen on ports below " + FIRST_FREE_PORT + ": choose a higher one";
        }
        return "another endpoint or program listens there: choose another port, or 0 for any free one";
    }
}
