package io.quorumeter.exporters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpStreamTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final int WAITING = 3;
    private static final HttpLimits LIMITS = new HttpLimits(
            100,
            2_000,
            1_000,
            Duration.ofSeconds(5),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(60),
            100);

    private final BlockingQueue<HttpStream> streams = new LinkedBlockingQueue<>();
    private HttpEndpoint endpoint;

    @BeforeEach
    void start() throws Exception {
        endpoint = HttpEndpoint.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                HttpAccess.local(),
                LIMITS,
                Map.of("/", exchange -> streams.add(exchange.stream("text/event-stream", WAITING))));
    }

    @AfterEach
    void stop() {
        endpoint.close();
    }

    @Test
    void frames_arriveAsTheyAreSent_longAfterAnAnswerWouldHaveBeenDue() throws Exception {
        try (RawClient client = new RawClient(endpoint)) {
            assertThat(client.send(GET).until("\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 ")
                    .contains(
                            "Content-Type: text/event-stream\r\n",
                            "X-Accel-Buffering: no\r\n",
                            "Cache-Control: no-store\r\n");
            HttpStream stream = streams.take();
            ByteBuffer shared = frame("data: 1\n\n");
            assertThat(stream.send(shared)).isTrue();
            client.until("data: 1\n\n");
            awaitTheEndOfOneThatDoesNotRead(); // which takes longer than a handler, or a frame, may
            assertThat(stream.send(shared)).isTrue();
            client.until("data: 1\n\n");
            stream.close();
            stream.close();
            assertThat(client.until("0\r\n\r\n")).endsWith("0\r\n\r\n");
            assertThat(stream.isOpen()).isFalse();
            assertThat(stream.send(shared)).isFalse();
            assertThat(client.send(GET).until("\r\n\r\n")).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void slowClient_losesFrames_andOthersGetThemAll() throws Exception {
        ByteBuffer frame = frame("x".repeat(1 << 20) + "\n\n");
        try (RawClient slow = new RawClient(endpoint, 2_000);
                RawClient quick = new RawClient(endpoint)) {
            slow.send(GET).until("\r\n\r\n");
            HttpStream toSlow = streams.take();
            quick.send(GET).until("\r\n\r\n");
            HttpStream toQuick = streams.take();
            int lost = 0;
            for (int i = 0; i < 20; i++) {
                lost += toSlow.send(frame) ? 0 : 1;
                assertThat(toQuick.send(frame)).isTrue();
                quick.until("x\n\n");
            }
            assertThat(lost).isGreaterThan(5);
            await().until(() -> !toSlow.isOpen()); // it does not read at all
            assertThat(toQuick.isOpen()).isTrue();
        }
    }

    @Test
    void stream_ofAClientThatLeft_isClosed() throws Exception {
        try (RawClient client = new RawClient(endpoint)) {
            client.send(GET).until("\r\n\r\n");
        }
        HttpStream stream = streams.take();
        await().until(() -> !stream.isOpen());
        assertThat(stream.send(frame("late"))).isFalse();
    }

    @Test
    void head_getsTheHeadersOnly_andTheConnectionGoesOn() throws Exception {
        try (RawClient client = new RawClient(endpoint)) {
            client.send(GET.replace("GET", "HEAD")).until("\r\n\r\n");
            assertThat(streams.take().isOpen()).isFalse();
            assertThat(client.send(GET).until("\r\n\r\n")).startsWith("HTTP/1.1 200 ");
        }
    }

    private static ByteBuffer frame(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer();
    }

    private void awaitTheEndOfOneThatDoesNotRead() throws Exception {
        try (RawClient slow = new RawClient(endpoint, 2_000)) {
            slow.send(GET).until("\r\n\r\n");
            HttpStream stream = streams.take();
            ByteBuffer large = frame("x".repeat(16 << 20));
            assertThat(stream.send(large)).isTrue();
            await().until(() -> !stream.isOpen());
        }
    }
}
