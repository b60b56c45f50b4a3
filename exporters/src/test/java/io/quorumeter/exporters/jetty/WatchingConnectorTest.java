package io.quorumeter.exporters.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

class WatchingConnectorTest {
    /** With Nagle's algorithm, an answer on a connection that is kept would wait for the client's delayed acknowledgement. */
    @Test
    void connection_sendsSmallSegmentsAtOnce() throws Exception {
        BlockingQueue<SocketChannel> channels = new LinkedBlockingQueue<>();
        Server server = new Server();
        WatchingConnector connector = new WatchingConnector(server, 10, new HttpConnectionFactory());
        connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                channels.add(WatchedEndPoint.of(request).getChannel());
                return false;
            }
        });
        server.start();
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort())) {
            byte[] request = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
            client.getOutputStream().write(request);
            assertThat(channels.take().getOption(StandardSocketOptions.TCP_NODELAY))
                    .isTrue();
        } finally {
            server.stop();
        }
    }
}
