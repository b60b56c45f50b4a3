package io.quorumeter.examples.node.transport;

import io.quorumeter.examples.node.identity.Identity;
import io.quorumeter.examples.node.identity.ValidatorSet;
import io.quorumeter.examples.node.transport.Connection.Wiring;
import io.quorumeter.examples.node.transport.FrameReader.Received;
import io.quorumeter.network.DropReason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One replica's sockets (or a client's), on one thread of their own. Sending never waits, and what cannot be queued is dropped and
 * counted. Thread-safe.
 */
public final class Transport implements AutoCloseable {

    private final FrameHandler handler;
    private final Wiring wiring;
    private final EventLoop loop;
    private final SecureRandom random = new SecureRandom();
    private final @Nullable Link[] links;
    private final Set<Connection> inbound = new HashSet<>();
    private final int maxClients;
    private int clients;
    private final @Nullable Connection[] fromValidator;
    private final @Nullable ServerSocketChannel server;
    private Set<Integer> cut = Set.of();

    private Transport(
            String name,
            @Nullable Identity self,
            ValidatorSet validators,
            TransportOptions options,
            FrameHandler handler,
            TransportListener listener,
            LongSupplier clock,
            InstantSource wall,
            Consumer<Throwable> failed,
            int port)
            throws IOException {
        this.handler = handler;
        this.loop = new EventLoop(name, clock, failed);
        this.wiring = new Wiring(loop, listener, clock, wall, options);
        this.links = new Link[validators.size()];
        this.fromValidator = new Connection[validators.size()];
        this.maxClients = Math.max(0, options.maxInbound() - (validators.size() - 1));
        for (int i = 0; i < links.length; i++) {
            int target = i;
            if (self == null || target != self.index()) {
                links[i] = new Link(target, wiring, () -> new DiallerHandshake(validators, self, target, nonce()));
            }
        }
        try {
            this.server = self == null ? null : listen(self, port);
        } catch (IOException | RuntimeException e) {
            loop.stop(); // it has a selector open
            throw e;
        }
    }

    /**
     * Opens a validator's transport, listening on a free port of the loopback interface.
     *
     * @param clock nanoseconds, as from {@link System#nanoTime()}
     * @param wall the wall clock, which peers compare with theirs
     * @param failed told if the transport's thread dies of an error of its own
     * @throws IOException if there is no socket to be had
     */
    public static Transport ofValidator(
            Identity self,
            TransportOptions options,
            FrameHandler handler,
            TransportListener listener,
            LongSupplier clock,
            InstantSource wall,
            Consumer<Throwable> failed)
            throws IOException {
        return onPort(0, self, options, handler, listener, clock, wall, failed);
    }

    /** Does the same on a port that is named. */
    static Transport onPort(
            int port,
            Identity self,
            TransportOptions options,
            FrameHandler handler,
            TransportListener listener,
            LongSupplier clock,
            InstantSource wall,
            Consumer<Throwable> failed)
            throws IOException {
        return new Transport(
                "replica-" + self.index() + "-network",
                self,
                self.validators(),
                options,
                handler,
                listener,
                clock,
                wall,
                failed,
                port);
    }

    /** Opens a client's transport, which dials validators and is dialled by nobody. */
    public static Transport ofClient(
            ValidatorSet validators,
            TransportOptions options,
            TransportListener listener,
            LongSupplier clock,
            Consumer<Throwable> failed)
            throws IOException {
        FrameHandler nothing = (from, kind, body, at) -> {};
        return new Transport(
                "client-network",
                null,
                validators,
                options,
                nothing,
                listener,
                clock,
                InstantSource.system(),
                failed,
                0);
    }

    private ServerSocketChannel listen(Identity identity, int port) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            loop.register(channel, SelectionKey.OP_ACCEPT, () -> accept(channel, identity));
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Returns where this validator listens. */
    public InetSocketAddress address() {
        if (server == null) {
            throw new IllegalStateException("A client does not listen");
        }
        return (InetSocketAddress) server.socket().getLocalSocketAddress();
    }

    /** Starts the thread. */
    public void start() {
        loop.start();
    }

    /** Says where a validator listens, now or anew; it is dialled until it answers. */
    public void dial(int validator, InetSocketAddress where) {
        Link link = links[validator];
        if (link != null) {
            loop.execute(() -> link.dial(where));
        }
    }

    /**
     * Has the network between this transport and these validators broken, and that to all others whole: connections end, and no new ones
     * come about until they are named no more.
     */
    public void cut(Set<Integer> validators) {
        Set<Integer> named = Set.copyOf(validators);
        loop.execute(() -> {
            cut = named;
            for (int i = 0; i < links.length; i++) {
                Link link = links[i];
                if (link != null) {
                    link.cut(named.contains(i));
                }
                Connection from = fromValidator[i];
                if (from != null && named.contains(i)) {
                    from.close(CloseReason.LOCAL);
                }
            }
        });
    }

    /** Sends to another validator without waiting; returns whether the frame was taken, which says nothing about its arrival. */
    public boolean send(int validator, Frame frame) {
        Link link = links[validator];
        return link != null && link.send(frame);
    }

    /** Sends to all other validators. */
    public void broadcast(Frame frame) {
        for (Link link : links) {
            if (link != null) {
                link.send(frame);
            }
        }
    }

    /** Returns whether frames to this validator go anywhere at the moment. */
    public boolean isConnected(int validator) {
        Link link = links[validator];
        return link != null && link.isEstablished();
    }

    /** Returns how many other validators can be sent to at the moment. */
    public int connected() {
        int connected = 0;
        for (Link link : links) {
            connected += link != null && link.isEstablished() ? 1 : 0;
        }
        return connected;
    }

    /** Returns how many frames wait to be sent, to all peers together. */
    public int queued() {
        int queued = 0;
        for (Link link : links) {
            queued += link == null ? 0 : link.queued();
        }
        return queued;
    }

    private void accept(ServerSocketChannel channel, Identity identity) {
        SocketChannel accepted = null;
        try {
            accepted = channel.accept();
            if (accepted == null) {
                return;
            }
            if (inbound.size() >= wiring.options().maxInbound()) {
                accepted.close();
                wiring.listener().failed(-1, FailureReason.LIMIT);
                return;
            }
            accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
            Handshake handshake = new ListenerHandshake(identity, nonce());
            inbound.add(new Connection(wiring, accepted, handshake, new Inbound(), false));
        } catch (IOException e) {
            if (accepted != null) {
                EventLoop.closeQuietly(accepted);
            }
            wiring.listener().failed(-1, FailureReason.OTHER);
        }
    }

    private byte[] nonce() {
        byte[] nonce = new byte[Handshake.NONCE_BYTES];
        random.nextBytes(nonce);
        return nonce;
    }

    /** Lets what is queued leave, for as long as {@code linger} at most, then closes everything and ends the thread. */
    public void close(Duration linger) {
        CountDownLatch drained = new CountDownLatch(1);
        loop.execute(() -> whenDrained(drained::countDown));
        try {
            // A latch that is not reached in time means frames that nobody takes: they are lost, as they would be in a
            // crash.
            boolean ignored = drained.await(linger.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        crash();
    }

    private void whenDrained(Runnable done) {
        if (queued() == 0) {
            done.run();
        } else {
            loop.schedule(TimeUnit.MILLISECONDS.toNanos(1), () -> whenDrained(done));
        }
    }

    /** Closes with a linger of half a second. */
    @Override
    public void close() {
        close(Duration.ofMillis(500));
    }

    /** Drops every connection as it is, with all that is queued, and ends the thread. */
    public void crash() {
        loop.stop();
    }

    /** What others dialled to us: traffic goes to the handler, pings are answered. */
    private final class Inbound implements Connection.Owner {

        @Override
        public boolean admits(Peer peer) {
            return peer.role() == Role.VALIDATOR ? !cut.contains(peer.index()) : clients < maxClients;
        }

        @Override
        public void established(Connection connection, Peer peer) {
            if (peer.role() == Role.CLIENT) {
                clients++;
            } else {
                admitted(connection, peer);
            }
        }

        /** A validator has one connection to us: the newest. */
        private void admitted(Connection connection, Peer peer) {
            Connection before = fromValidator[peer.index()];
            fromValidator[peer.index()] = connection;
            if (before != null) {
                before.close(CloseReason.LOCAL);
            }
        }

        @Override
        public void received(Connection connection, Peer peer, Received frame, long at) throws MalformedFrameException {
            FrameKind kind = frame.kind();
            if (!kind.allowedFrom(peer.role())) {
                throw new MalformedFrameException(DropReason.UNSUPPORTED, "A " + kind + " from a " + peer.role());
            }
            if (kind == FrameKind.PING) {
                pong(connection, frame);
            } else {
                handler.received(peer, kind, frame.body(), at);
            }
        }

        private void pong(Connection connection, Received ping) throws MalformedFrameException {
            if (ping.body().remaining() != Long.BYTES) {
                throw new MalformedFrameException(DropReason.MALFORMED, "A ping of another length");
            }
            byte[] body = ByteBuffer.allocate(2 * Long.BYTES)
                    .putLong(ping.body().getLong())
                    .putLong(wiring.wallNanos())
                    .array();
            DropReason dropped = connection.answer(Frame.of(FrameKind.PONG, body));
            if (dropped != null) {
                // Whoever asks this often without listening to the answers does not want them.
                wiring.listener().dropped(true, dropped);
                connection.close(CloseReason.PROTOCOL_ERROR);
            }
        }

        @Override
        public void closed(Connection connection, @Nullable Peer peer) {
            inbound.remove(connection);
            if (peer != null && peer.role() == Role.CLIENT) {
                clients--;
            }
            if (peer != null && peer.role() == Role.VALIDATOR && fromValidator[peer.index()] == connection) {
                fromValidator[peer.index()] = null;
            }
        }
    }
}
