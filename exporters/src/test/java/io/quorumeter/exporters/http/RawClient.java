package io.quorumeter.exporters.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A client that sends what it is given, and reads answers one by one. */
final class RawClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int BUFFER = 1 << 12;

    private final Socket socket;
    private final InputStream in;

    RawClient(HttpEndpoint endpoint) throws IOException {
        this(endpoint, 0);
    }

    RawClient(HttpEndpoint endpoint, int receiveBuffer) throws IOException {
        this.socket = new Socket();
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), endpoint.port()));
        this.in = new BufferedInputStream(socket.getInputStream(), BUFFER);
    }

    RawClient send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** One answer: the head in lower case, an empty line, the body; what there was when the connection ended. */
    String answer() throws IOException {
        String head = until("\r\n\r\n").toLowerCase(Locale.ROOT);
        int at = head.indexOf("content-length: ");
        int length = at < 0 ? 0 : Integer.parseInt(head.substring(at + 16, head.indexOf('\r', at)));
        return head + new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    /** What comes until the mark, or until the end. */
    String until(String mark) throws IOException {
        StringBuilder read = new StringBuilder();
        try {
            for (int next = in.read(); next >= 0; next = in.read()) {
                read.append((char) next);
                if (read.length() >= mark.length() && read.indexOf(mark, read.length() - mark.length()) >= 0) {
                    break;
                }
            }
        } catch (SocketException reset) {
            return read.toString();
        }
        return read.toString();
    }

    /** Waits until the endpoint closes the connection, and returns what came before. */
    String rest() throws IOException {
        return until("no answer has this in it");
    }

    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
