package io.quorumeter.core.delivery;

import static io.quorumeter.core.delivery.ScriptedServer.raw;
import static io.quorumeter.core.delivery.ScriptedServer.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Deliveries to a server that answers by a script; pauses and time-outs are in virtual time. */
@Timeout(60)
class HttpTargetTest {
    private final ScriptedServer server = new ScriptedServer();
    private final Driven loop = new Driven();
    private final Delivery delivery;
    private URI uri = server.uri();
    private long ended;

    HttpTargetTest() throws IOException {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpTarget target = new HttpTarget(
                client,
                record -> HttpRequest.newBuilder(uri)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(record))
                        .build(),
                loop.clock);
        delivery = Delivery.start("server", target, null, DeliveryPolicy.standard(), loop, loop.clock, new Random(5));
    }

    @AfterEach
    void close() throws IOException {
        delivery.close();
        server.close();
    }

    private void offer(String... records) {
        for (String record : records) {
            assertThat(delivery.offer(record.getBytes(UTF_8))).isTrue();
        }
        loop.run();
    }

    /** Waits for the end of an attempt. */
    private void end() throws InterruptedException {
        ended++;
        loop.runUntil(() -> {
            DeliveryStatistics statistics = delivery.statistics();
            return statistics.delivered() + statistics.retried() + statistics.dropped(DropReason.REFUSED) >= ended;
        });
    }

    /** Lets the pause pass, and waits for the end of the attempt that follows. */
    private void next() throws InterruptedException {
        loop.advance(loop.untilDue());
        end();
    }

    private void expect(long delivered, long retried, long refused) {
        assertThat(delivery.statistics().delivered()).as("delivered").isEqualTo(delivered);
        assertThat(delivery.statistics().retried()).as("retried").isEqualTo(retried);
        assertThat(delivery.statistics().dropped(DropReason.REFUSED))
                .as("refused")
                .isEqualTo(refused);
    }

    @Test
    void records_areTakenInOrder() throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            server.then(status(200 + i, "", "fine"));
        }
        offer("a", "b", "c", "d");
        end();
        for (int i = 0; i < 3; i++) {
            end();
        }
        assertThat(server.bodies).containsExactly("a", "b", "c", "d");
        expect(4, 0, 0);
    }

    @Test
    void busyServer_isLeftAloneForAsLongAsItAsks_inSecondsOrUntilADate() throws InterruptedException {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                loop.clock.instant().plusSeconds(30 + 40).atOffset(ZoneOffset.UTC));
        server.then(status(429, "Retry-After: 30\r\n", ""))
                .then(status(503, "Retry-After: " + date + "\r\n", ""))
                .then(status(429, "Retry-After: Thu, 01 Jan 1970 00:00:00 GMT\r\n", ""))
                .then(status(429, "Retry-After: soon\r\n", ""))
                .then(status(503, "Retry-After: 999999999\r\n", ""))
                .then(status(204, "", ""));
        offer("a");
        end();
        assertThat(loop.untilDue()).isEqualTo(Duration.ofSeconds(30));
        next();
        assertThat(loop.untilDue()).isEqualTo(Duration.ofSeconds(40));
        next();
        assertThat(loop.untilDue()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
        next();
        assertThat(loop.untilDue()).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(8));
        next();
        assertThat(loop.untilDue()).isEqualTo(Duration.ofHours(1));
        next();
        assertThat(server.bodies).hasSize(6).containsOnly("a");
        expect(1, 5, 0);
    }

    @Test
    void failures_areTriedAgain_andRefusalsAreNot() throws InterruptedException {
        server.then(status(500, "", "broken"))
                .then(status(408, "", ""))
                .then(status(400, "", "no such field"))
                .then(status(301, "Location: /elsewhere\r\n", ""))
                .then(status(413, "", ""))
                .then(status(200, "", ""));
        offer("a", "b", "c", "d");
        end();
        next();
        next();
        for (int i = 0; i < 3; i++) {
            end();
        }
        assertThat(server.bodies).containsExactly("a", "a", "a", "b", "c", "d");
        expect(1, 2, 3);
    }

    @Test
    void cutConnections_areTriedAgain() throws InterruptedException {
        server.then(connection -> {})
                .then(raw("HTTP/1.1 200 OK\r\nContent-Le"))
                .then(raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"))
                .then(raw("220 mail.example.org ESMTP\r\n"))
                .then(status(200, "", ""));
        offer("a");
        end();
        for (int i = 0; i < 4; i++) {
            next();
        }
        expect(1, 4, 0);
        assertThat(server.bodies).hasSize(5).containsOnly("a");
    }

    @Test
    void serverThatIsNotThere_isTriedAgain() throws InterruptedException {
        uri = URI.create("http://127.0.0.1:1/push");
        offer("a");
        end();
        next();
        expect(0, 2, 0);
    }

    @Test
    void slowServer_isGivenUpAtTheTimeOut_andTheConnectionEnds() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch gone = new CountDownLatch(1);
        server.then(connection -> {
            asked.countDown();
            if (connection.getInputStream().read() < 0) {
                gone.countDown();
            }
        });
        server.then(status(200, "", ""));
        offer("a");
        assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
        loop.advance(Duration.ofSeconds(10));
        end();
        assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
        next();
        expect(1, 1, 0);
    }

    @Test
    void slowBody_isGivenUpAtTheTimeOut() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch open = new CountDownLatch(1);
        server.then(connection -> {
            raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf").on(connection);
            asked.countDown();
            assertThat(open.await(1, TimeUnit.MINUTES)).isTrue();
        });
        server.then(status(200, "", ""));
        offer("a");
        assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
        loop.advance(Duration.ofSeconds(10));
        end();
        open.countDown();
        next();
        expect(1, 1, 0);
    }

    @Test
    void bodyThatIsGivenUp_isReadNoFurther() {
        AtomicInteger cancelled = new AtomicInteger();
        Flow.Subscription connection = new Flow.Subscription() {
            @Override
            public void request(long more) {}

            @Override
            public void cancel() {
                cancelled.incrementAndGet();
            }
        };
        BoundedBody early = new BoundedBody();
        early.cancel();
        early.onSubscribe(connection);
        assertThat(cancelled).hasValue(1);
        BoundedBody late = new BoundedBody();
        late.onSubscribe(connection);
        assertThat(cancelled).hasValue(1);
        late.cancel();
        assertThat(cancelled).hasValue(2);
    }

    @Test
    void endlessBody_isReadUpToALimit() throws InterruptedException {
        long[] written = new long[1];
        server.then(connection -> {
            OutputStream out = connection.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(UTF_8));
            while (true) {
                out.write(new byte[1 << 12]);
                written[0] += 1 << 12;
            }
        });
        offer("a");
        end();
        expect(1, 0, 0);
    }
}
