package io.quorumeter.exporters.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that are many and idle, or many and slow, and one that comes after them. */
class ManyClientsTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final int IDLE = 1_000;
    private static final int SLOW = 200;
    private static final int MOST_THREADS = 16;
    private static final Duration PROMPT = Duration.ofSeconds(1);
    private static final HttpLimits LIMITS = new HttpLimits(
            2_048,
            16 << 10,
            1 << 20,
            Duration.ofSeconds(2),
            Duration.ofSeconds(60),
            Duration.ofSeconds(10),
            Duration.ofSeconds(75),
            100);

    private final List<RawClient> clients = new ArrayList<>();

    @AfterEach
    void disconnect() throws Exception {
        for (RawClient client : clients) {
            client.close();
        }
    }

    @Test
    void idleAndSlowClients_delayNobody_andTakeNoThreads() throws Exception {
        try (HttpEndpoint endpoint = start(LIMITS)) {
            connect(endpoint, IDLE);
            List<RawClient> slow = connect(endpoint, SLOW);
            long begun = System.nanoTime();
            for (int i = 0; i < 8; i++) {
                for (RawClient client : slow) {
                    trickle(client, GET.charAt(i));
                }
                long asked = System.nanoTime();
                try (RawClient other = new RawClient(endpoint)) {
                    assertThat(other.send(GET).answer()).endsWith("here\n");
                }
                assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(PROMPT);
                TimeUnit.MILLISECONDS.sleep(300);
            }
            assertThat(threads()).isLessThanOrEqualTo(MOST_THREADS);
            for (RawClient client : slow) {
                assertThat(client.rest()).isEmpty(); // cut off, since a request takes no longer than 2 s
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
            assertThat(clients.get(0).send(GET).answer()).endsWith("here\n"); // idle ones are still welcome
        }
    }

    private static void trickle(RawClient client, char one) {
        try {
            client.send(Character.toString(one));
        } catch (IOException cutOff) {
            assertThat(cutOff).isNotNull();
        }
    }

    private List<RawClient> connect(HttpEndpoint endpoint, int count) throws Exception {
        List<RawClient> connected = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            connected.add(new RawClient(endpoint));
        }
        clients.addAll(connected);
        return connected;
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("quorumeter-http"))
                .count();
    }

    private static HttpEndpoint start(HttpLimits limits) throws Exception {
        return HttpEndpoint.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                HttpAccess.local(),
                limits,
                Map.of("/", exchange -> exchange.respond(200, "here")));
    }
}
