package io.quorumeter.core.delivery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/** A server on loopback that does with each request what comes next in its script. */
final class ScriptedServer implements AutoCloseable {
    /** What it does after it has read a request. */
    @FunctionalInterface
    interface Act {
        void on(Socket connection) throws IOException, InterruptedException;
    }

    final List<String> bodies = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Act> script = new LinkedBlockingQueue<>();
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    ScriptedServer() throws IOException {
        Thread thread = new Thread(this::serve, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/push");
    }

    ScriptedServer then(Act act) {
        script.add(act);
        return this;
    }

    /** Answers with a status and headers, each ended by a line's end. */
    static Act status(int status, String headers, String body) {
        return connection -> connection
                .getOutputStream()
                .write(("HTTP/1.1 " + status + " Scripted\r\nContent-Length: " + body.length()
                                + "\r\nConnection: close\r\n" + headers + "\r\n" + body)
                        .getBytes(ISO_8859_1));
    }

    /** Answers with this and no more. */
    static Act raw(String bytes) {
        return connection -> connection.getOutputStream().write(bytes.getBytes(ISO_8859_1));
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket connection = server.accept()) {
                bodies.add(request(connection.getInputStream()));
                script.take().on(connection);
                connection.getOutputStream().flush();
            } catch (IOException | InterruptedException ended) {
                // the next connection
            }
        }
    }

    private static String request(InputStream from) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            head.write(from.read());
        }
        String length = head.toString(ISO_8859_1).replaceAll("(?is).*content-length: (\\d+).*", "$1");
        return new String(from.readNBytes(Integer.parseInt(length)), ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
