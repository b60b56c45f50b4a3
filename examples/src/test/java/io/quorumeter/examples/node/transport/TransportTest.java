package io.quorumeter.examples.node.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quorumeter.examples.node.OpenFiles;
import io.quorumeter.examples.node.identity.Identity;
import io.quorumeter.examples.node.identity.ValidatorKeys;
import io.quorumeter.examples.node.identity.ValidatorSet;
import io.quorumeter.network.DropReason;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.BindException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TransportTest {

    private static final List<KeyPair> KEYS = ValidatorKeys.fromSeed(1, 3);
    private static final ValidatorSet VALIDATORS = ValidatorKeys.validators(KEYS);
    private static final TransportOptions OPTIONS = new TransportOptions(
            10_000,
            1_000,
            8,
            100,
            1 << 20,
            Duration.ofSeconds(5),
            Duration.ofMillis(20),
            Duration.ofSeconds(5),
            Duration.ofMillis(5),
            Duration.ofMillis(50));

    private final List<Transport> open = new ArrayList<>();
    private final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();

    /** A validator's transport with what it heard. */
    private final class End {

        final RecordingListener wire = new RecordingListener();
        final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        final Transport transport;

        End(int index) throws IOException {
            this(index, OPTIONS, InstantSource.system());
        }

        End(int index, TransportOptions options, InstantSource wall) throws IOException {
            Identity identity = new Identity(VALIDATORS, index, KEYS.get(index).getPrivate());
            transport = Transport.ofValidator(
                    identity,
                    options,
                    (from, kind, body, at) -> {
                        if (kind == FrameKind.WISH) {
                            throw new MalformedFrameException(DropReason.MALFORMED, "a wish is refused here");
                        }
                        heard.add(from.role() + " " + from.index() + " " + kind + " " + body.remaining());
                    },
                    wire,
                    System::nanoTime,
                    wall,
                    failures::add);
            open.add(transport);
            transport.start();
        }

        void dial(int index, End other) {
            transport.dial(index, other.transport.address());
            await().until(() -> transport.isConnected(index));
        }

        Socket dialledByAStranger() throws IOException {
            Socket socket = new Socket(
                    transport.address().getAddress(), transport.address().getPort());
            socket.setSoTimeout(10_000);
            return socket;
        }

        void assertWorks() throws Exception {
            End peer = new End(2);
            peer.dial(0, this);
            heard.clear();
            peer.transport.send(0, Frame.of(FrameKind.VOTE, new byte[1]));
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("VALIDATOR 2 VOTE 1");
        }
    }

    @AfterEach
    void closeAll() {
        open.forEach(Transport::crash);
        assertThat(failures).isEmpty();
    }

    private static void assertHungUp(Socket socket) throws IOException {
        // The listener may have sent something before it closed; what counts is that the stream ends.
        assertThat(socket.getInputStream().readAllBytes()).hasSizeLessThan(1_000);
    }

    @Test
    void transport_whosePortIsTaken_leavesNothingOpen() throws Exception {
        int taken = new End(0).transport.address().getPort();
        Identity identity = new Identity(VALIDATORS, 1, KEYS.get(1).getPrivate());
        OpenFiles.assertNoneAreLeftBy(() -> assertThatThrownBy(() -> Transport.onPort(
                        taken,
                        identity,
                        OPTIONS,
                        (from, kind, body, at) -> {},
                        new RecordingListener(),
                        System::nanoTime,
                        InstantSource.system(),
                        failures::add))
                .isInstanceOf(BindException.class));
    }

    @Test
    void send_betweenValidators_arrivesInOrder_andIsCountedOnBothSides() throws Exception {
        End a = new End(0);
        End b = new End(1);
        a.dial(1, b);
        a.transport.send(1, Frame.of(FrameKind.VOTE, new byte[3]));
        a.transport.broadcast(Frame.of(FrameKind.PROPOSE, new byte[9_000]));
        assertThat(b.heard.poll(10, TimeUnit.SECONDS)).isEqualTo("VALIDATOR 0 VOTE 3");
        assertThat(b.heard.poll(10, TimeUnit.SECONDS)).isEqualTo("VALIDATOR 0 PROPOSE 9000");
        await().until(() -> a.wire.count("sent PROPOSE 9005") == 1);
        assertThat(a.wire.count("sent VOTE 8")).isEqualTo(1);
        assertThat(b.wire.count("received VOTE 8")).isEqualTo(1);
        assertThat(b.wire.count("received PROPOSE 9005")).isEqualTo(1);
        assertThat(a.wire.count("dropped out DISCONNECTED"))
                .as("validator 2 is not there")
                .isEqualTo(1);
    }

    @Test
    void clocks_areComparedByPings() throws Exception {
        End a = new End(0);
        End b = new End(1, OPTIONS, () -> Instant.now().plusSeconds(3600));
        a.dial(1, b);
        b.dial(0, a);
        await().untilAsserted(() -> {
            assertThat(a.wire.events()).contains("clock of 1 is ahead by 3600 s");
            assertThat(b.wire.events()).contains("clock of 0 is ahead by -3600 s");
        });
    }

    @Test
    void ping_isAnsweredAndTimed() throws Exception {
        End a = new End(0);
        End b = new End(1);
        a.dial(1, b);
        await().until(() -> a.wire.count("round trip 1") >= 2);
        assertThat(a.wire.events()).contains("clock of 1 agrees");
    }

    @Test
    void pong_inTheTurnOfItsPing_isNotTimedAsNegative() throws Exception {
        BlockingQueue<Long> roundTrips = new LinkedBlockingQueue<>();
        Identity identity = new Identity(VALIDATORS, 0, KEYS.get(0).getPrivate());
        End b = new End(1);
        Transport a = Transport.ofValidator(
                identity,
                OPTIONS,
                (from, kind, body, at) -> {},
                (TransportListener) Proxy.newProxyInstance(
                        TransportListener.class.getClassLoader(),
                        new Class<?>[] {TransportListener.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("sent") && arguments[0] == FrameKind.PING) {
                                await().until(() -> b.wire.events().stream().anyMatch(e -> e.startsWith("sent PONG")));
                            } else if (method.getName().equals("roundTrip")) {
                                roundTrips.add((Long) arguments[1]);
                            }
                            return null;
                        }),
                System::nanoTime,
                InstantSource.system(),
                failures::add);
        open.add(a);
        a.start();
        a.dial(1, b.transport.address());
        assertThat(roundTrips.poll(10, TimeUnit.SECONDS)).isPositive();
    }

    @Test
    void client_mayOnlySubmitTransactions() throws Exception {
        End a = new End(0);
        RecordingListener wire = new RecordingListener();
        Transport client = Transport.ofClient(VALIDATORS, OPTIONS, wire, System::nanoTime, failures::add);
        open.add(client);
        client.start();
        client.dial(0, a.transport.address());
        await().until(() -> client.isConnected(0));
        client.send(0, Frame.of(FrameKind.TRANSACTIONS, new byte[7]));
        assertThat(a.heard.poll(10, TimeUnit.SECONDS)).isEqualTo("CLIENT -1 TRANSACTIONS 7");
        client.send(0, Frame.of(FrameKind.VOTE, new byte[7]));
        await().until(() -> a.wire.count("disconnected in -1 PROTOCOL_ERROR") == 1);
        assertThat(a.wire.count("dropped in UNSUPPORTED")).isEqualTo(1);
        assertThat(a.heard).isEmpty();
    }

    @Test
    void client_frameOverItsOwnLimit_isHungUpOn() throws Exception {
        End a = new End(0);
        Transport client =
                Transport.ofClient(VALIDATORS, OPTIONS, new RecordingListener(), System::nanoTime, failures::add);
        open.add(client);
        client.start();
        client.dial(0, a.transport.address());
        await().until(() -> client.isConnected(0));
        client.send(0, Frame.of(FrameKind.TRANSACTIONS, new byte[1_000]));
        await().until(() -> a.wire.count("dropped in TOO_LARGE") == 1);
    }

    @Test
    void frameThatTheHandlerRefuses_closesTheConnection_whichIsDialledAgain() throws Exception {
        End a = new End(0);
        End b = new End(1);
        a.dial(1, b);
        a.transport.send(1, Frame.of(FrameKind.WISH, new byte[1]));
        await().until(() -> b.wire.count("disconnected in 0 PROTOCOL_ERROR") == 1);
        assertThat(b.wire.count("dropped in MALFORMED")).isEqualTo(1);
        await().until(() -> b.wire.count("connected in 0") == 2);
    }

    @Test
    void peerThatRestartsElsewhere_isFoundAgain() throws Exception {
        End a = new End(0);
        End b = new End(1);
        a.dial(1, b);
        b.transport.crash();
        await().until(() -> !a.transport.isConnected(1));
        assertThat(a.transport.send(1, Frame.of(FrameKind.VOTE, new byte[1]))).isFalse();
        End again = new End(1);
        a.dial(1, again);
        a.transport.send(1, Frame.of(FrameKind.VOTE, new byte[1]));
        assertThat(again.heard.poll(10, TimeUnit.SECONDS)).isEqualTo("VALIDATOR 0 VOTE 1");
        assertThat(a.wire.events()).contains("failed REFUSED").contains("disconnected out 1 REMOTE");
    }

    @Test
    void peerThatTakesNothing_fillsItsQueue_andNobodyWaits() throws Exception {
        End a = new End(0);
        End b = new End(1);
        a.dial(1, b);
        byte[] body = new byte[9_000];
        // Faster than any socket takes them: the queue of 100 frames must overflow.
        await().until(() -> {
            for (int i = 0; i < 1_000; i++) {
                a.transport.send(1, Frame.of(FrameKind.PROPOSE, body));
            }
            return a.wire.count("dropped out QUEUE_FULL") > 0;
        });
        assertThat(a.transport.queued()).isLessThanOrEqualTo(100);
    }

    @Test
    void close_letsWhatIsQueuedLeave() throws Exception {
        End a = new End(0);
        End b = new End(1);
        a.dial(1, b);
        for (int i = 0; i < 90; i++) {
            a.transport.send(1, Frame.of(FrameKind.PROPOSE, new byte[9_000]));
        }
        a.transport.close(Duration.ofSeconds(10));
        for (int i = 0; i < 90; i++) {
            assertThat(b.heard.poll(10, TimeUnit.SECONDS)).isEqualTo("VALIDATOR 0 PROPOSE 9000");
        }
    }

    @Test
    void stranger_sendingNoise_isHungUpOn_andDoesNoHarm() throws Exception {
        End a = new End(0);
        Random random = new Random(11);
        for (int i = 0; i < 40; i++) {
            byte[] noise = new byte[1 + random.nextInt(600)];
            random.nextBytes(noise);
            noise[0] |= 1; // a length far over the limit of a handshake
            try (Socket socket = a.dialledByAStranger()) {
                socket.getOutputStream().write(noise);
                socket.shutdownOutput();
                assertHungUp(socket);
            }
        }
        await().until(() -> a.wire.count("failed HANDSHAKE") == 40);
        assertThat(a.heard).isEmpty();
        a.assertWorks();
    }

    @Test
    void stranger_whoSkipsTheProof_isHungUpOn() throws Exception {
        End a = new End(0);
        try (Socket socket = a.dialledByAStranger()) {
            Hello hello = new Hello(VALIDATORS.networkId(), Role.VALIDATOR, 1, 0, new byte[Handshake.NONCE_BYTES]);
            ByteBuffer wire = ByteBuffer.allocate(1_000);
            wire.put(hello.frame().view());
            wire.put(Frame.of(FrameKind.VOTE, new byte[100]).view());
            socket.getOutputStream().write(wire.array(), 0, wire.position());
            assertHungUp(socket);
        }
        await().until(() -> a.wire.count("failed HANDSHAKE") == 1);
        assertThat(a.heard).isEmpty();
    }

    @Test
    void stranger_withAForgedProof_isHungUpOn() throws Exception {
        End a = new End(0);
        try (Socket socket = a.dialledByAStranger()) {
            Hello hello = new Hello(VALIDATORS.networkId(), Role.VALIDATOR, 1, 0, new byte[Handshake.NONCE_BYTES]);
            ByteBuffer wire = ByteBuffer.allocate(1_000);
            wire.put(hello.frame().view());
            wire.put(Frame.of(FrameKind.PROOF, new byte[64]).view());
            socket.getOutputStream().write(wire.array(), 0, wire.position());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            assertThat(in.readInt()).as("the challenge comes first").isEqualTo(1 + 32 + 64);
            assertHungUp(socket);
        }
        await().until(() -> a.wire.count("failed AUTHENTICATION") == 1);
    }

    @Test
    void stranger_whoSaysNothing_isHungUpOnInTime() throws Exception {
        TransportOptions hasty = new TransportOptions(
                10_000,
                1_000,
                8,
                100,
                1 << 20,
                Duration.ofMillis(50),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                Duration.ofMillis(5),
                Duration.ofMillis(50));
        End a = new End(0, hasty, InstantSource.system());
        try (Socket socket = a.dialledByAStranger()) {
            assertHungUp(socket);
        }
        await().until(() -> a.wire.count("failed TIMEOUT") == 1);
    }

    /** Dials as a client does and sees the handshake through. */
    private static Socket client(End to) throws IOException {
        Socket socket = to.dialledByAStranger();
        Hello hello = new Hello(VALIDATORS.networkId(), Role.CLIENT, -1, 0, new byte[Handshake.NONCE_BYTES]);
        ByteBuffer wire = ByteBuffer.allocate(1_000);
        wire.put(hello.frame().view());
        wire.put(Frame.of(FrameKind.PROOF, new byte[0]).view());
        socket.getOutputStream().write(wire.array(), 0, wire.position());
        return socket;
    }

    @Test
    void client_thatPingsWithoutReading_isDroppedWhenItsQueueIsFull() throws Exception {
        End a = new End(0);
        ByteBuffer pings = ByteBuffer.allocate(13 * 1_000);
        for (int i = 0; i < 1_000; i++) {
            pings.put(Frame.of(FrameKind.PING, new byte[Long.BYTES]).view());
        }
        try (Socket socket = client(a)) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100_000; i++) {
                            socket.getOutputStream().write(pings.array());
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
        await().until(() -> a.wire.count("disconnected in -1 PROTOCOL_ERROR") == 1);
        assertThat(a.wire.count("dropped out QUEUE_FULL")).isEqualTo(1);
        assertThat(a.wire.count("dropped out DISCONNECTED"))
                .as("what waited when it was dropped")
                .isBetween(1L, 100L);
        a.assertWorks();
    }

    @Test
    void clients_thatStay_leaveThePlacesOfTheValidatorsFree() throws Exception {
        End a = new End(0);
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            sockets.add(client(a));
        }
        await().until(() -> a.wire.count("connected in -1") == 6);
        try (Socket seventh = client(a)) {
            assertHungUp(seventh);
        }
        await().until(() -> a.wire.count("failed LIMIT") == 1);
        new End(1).dial(0, a);
        new End(2).dial(0, a);
        sockets.get(0).close();
        await().until(() -> a.wire.count("disconnected in -1 REMOTE") == 1);
        sockets.add(client(a));
        await().until(() -> a.wire.count("connected in -1") == 7);
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @Test
    void strangers_overTheLimit_areTurnedAway() throws Exception {
        End a = new End(0);
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            sockets.add(a.dialledByAStranger());
        }
        await().until(() -> a.wire.count("failed LIMIT") == 1);
        for (Socket socket : sockets) {
            socket.close();
        }
        await().until(() ->
                a.wire.events().stream().filter(e -> e.startsWith("failed")).count() == 9);
        a.assertWorks();
    }
}
