package io.quorumeter.exporters.jetty;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Comparator;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Makes connections that are looked at, and no more of them than are allowed: a further one takes the place of that which has been idle
 * longest. Jetty's own limit stops accepting instead, so that idle clients keep all others out.
 */
final class WatchingConnector extends ServerConnector {
    private static final Comparator<WatchedEndPoint> BY_IDLE_TIME =
            Comparator.comparingLong(WatchedEndPoint::getIdleFor);

    private final int most;

    WatchingConnector(Server server, int most, ConnectionFactory... factories) {
        super(server, 1, 1, factories);
        this.most = most;
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        SocketChannelEndPoint made = new WatchedEndPoint(channel, selector, key, getScheduler(), getExecutor());
        made.setIdleTimeout(getIdleTimeout());
        return made;
    }

    @Override
    protected void onEndPointOpened(EndPoint opened) {
        super.onEndPointOpened(opened);
        if (getConnectedEndPoints().size() > most) {
            getConnectedEndPoints().stream()
                    .map(WatchedEndPoint.class::cast)
                    .filter(other -> other != opened && other.isIdle())
                    .max(BY_IDLE_TIME)
                    .orElse((WatchedEndPoint) opened)
                    .close(new TimeoutException("too many connections"));
        }
    }
}
