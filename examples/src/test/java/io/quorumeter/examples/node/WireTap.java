package io.quorumeter.examples.node;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Sits on the wire between one replica and another it dials, and keeps a log of its own of what passes, cut into frames by nothing but
 * their lengths. May alter what passes, and may swallow it.
 */
final class WireTap implements Closeable {

    /** A frame on the wire: who sent it to whom, the byte that says its kind, its whole length, and whether it was let through. */
    record Passed(int from, int to, int kind, int bytes, boolean delivered, ByteBuffer body) {}

    /** Sees a frame and returns what is to be passed on, or null to swallow it. */
    @FunctionalInterface
    interface Filter {
        byte @Nullable [] apply(int from, int to, int kind, byte[] body);
    }

    private final int dialler;
    private final int listener;
    private final InetSocketAddress target;
    private final Collection<Passed> log;
    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile Filter filter = (from, to, kind, body) -> body;

    private WireTap(int dialler, int listener, InetSocketAddress target, Collection<Passed> log) throws IOException {
        this.dialler = dialler;
        this.listener = listener;
        this.target = target;
        this.log = log;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** Listens on behalf of {@code listener}; what passes is added to {@code log}. */
    static WireTap between(int dialler, int listener, InetSocketAddress target, Collection<Passed> log)
            throws IOException {
        WireTap tap = new WireTap(dialler, listener, target, log);
        tap.run(tap::accept);
        return tap;
    }

    InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    void filter(Filter next) {
        filter = next;
    }

    private interface Work {
        void run() throws IOException;
    }

    private void run(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // One end hung up; the other is hung up on in turn.
                    }
                },
                "tap-" + dialler + "-" + listener);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() throws IOException {
        while (true) {
            Socket near = server.accept();
            Socket far = new Socket();
            sockets.add(near);
            sockets.add(far);
            try {
                far.connect(target);
            } catch (IOException e) {
                near.close();
                continue;
            }
            run(() -> pump(near, far, dialler, listener));
            run(() -> pump(far, near, listener, dialler));
        }
    }

    private void pump(Socket source, Socket sink, int from, int to) throws IOException {
        try (source;
                sink) {
            source.setTcpNoDelay(true);
            sink.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(source.getInputStream());
            OutputStream out = sink.getOutputStream();
            while (true) {
                int length = in.readInt();
                byte[] frame = in.readNBytes(length);
                if (frame.length < length) {
                    return;
                }
                byte[] body = new byte[length - 1];
                System.arraycopy(frame, 1, body, 0, body.length);
                byte[] passed = filter.apply(from, to, frame[0], body);
                log.add(new Passed(from, to, frame[0], 4 + length, passed != null, ByteBuffer.wrap(body)));
                if (passed != null) {
                    System.arraycopy(passed, 0, frame, 1, passed.length);
                    out.write(ByteBuffer.allocate(4 + length)
                            .putInt(length)
                            .put(frame)
                            .array());
                    out.flush();
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
