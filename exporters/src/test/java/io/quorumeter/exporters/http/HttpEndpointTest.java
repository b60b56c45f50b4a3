package io.quorumeter.exporters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpEndpointTest {
    private static final String HOST = " HTTP/1.1\r\nHost: localhost\r\n";
    private static final HttpLimits SHORT = new HttpLimits(
            100,
            2_000,
            1_000,
            Duration.ofMillis(400),
            Duration.ofMillis(400),
            Duration.ofSeconds(5),
            Duration.ofSeconds(60),
            100);
    private static final int BIG = 50 << 20;
    private static final long FEW_MILLIS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Map<String, HttpHandler> handlers = new LinkedHashMap<>();
    private @Nullable HttpEndpoint running;

    /** Takes forms, and answers with the values of {@code q}. */
    private static final class Form implements HttpHandler {
        @Override
        public void handle(HttpExchange exchange) {
            exchange.respond(200, exchange.method() + exchange.parameters("q"));
        }

        @Override
        public Set<String> methods() {
            return Set.of("GET", "HEAD", "POST");
        }
    }

    @AfterEach
    void stop() {
        HttpEndpoint started = running;
        if (started != null) {
            started.close();
        }
    }

    @Test
    void request_isHandledByThePathItself_orTheLongestAboveIt() throws Exception {
        handlers.put("/", exchange -> exchange.respond(200, "root " + exchange.path()));
        handlers.put("/info", exchange -> exchange.respond(200, "info"));
        handlers.put("/api/v1/", exchange -> exchange.respond(200, "api " + exchange.path()));
        HttpEndpoint endpoint = start(HttpLimits.DEFAULT);
        assertThat(body(endpoint, "/info")).isEqualTo("info\n");
        assertThat(body(endpoint, "/info/more")).isEqualTo("root /info/more\n");
        assertThat(body(endpoint, "/api/v1/label/a%20b/values")).isEqualTo("api /api/v1/label/a b/values\n");
        assertThat(body(endpoint, "/api/v1")).isEqualTo("root /api/v1\n");
    }

    @Test
    void request_forNothing_isAnsweredWithWhatThereIs() throws Exception {
        handlers.put("/info", new Form());
        HttpEndpoint endpoint = start(HttpLimits.DEFAULT);
        try (RawClient client = new RawClient(endpoint)) {
            assertThat(client.send("GET /x" + HOST + "\r\n").answer())
                    .startsWith("http/1.1 404 ")
                    .endsWith("\r\n\r\nnothing here; there is /info\n");
            assertThat(client.send("DELETE /info" + HOST + "\r\n").answer())
                    .startsWith("http/1.1 405 ")
                    .contains("\r\nallow: get, head, post\r\n");
        }
    }

    @Test
    void parameters_comeFromTheQueryAndTheForm() throws Exception {
        handlers.put("/q", new Form());
        HttpEndpoint endpoint = start(SHORT);
        assertThat(body(endpoint, "/q?q=a%2Bb&other=1&q=c+d&q")).isEqualTo("GET[a+b, c d, ]\n");
        String form = "application/x-www-form-urlencoded";
        assertThat(post(endpoint, form, "q=%7Bup%3D%7D&q=2").body()).isEqualTo("POST[1, {up=}, 2]\n");
        assertThat(post(endpoint, form, "").body()).isEqualTo("POST[1]\n");
        assertThat(post(endpoint, form, "q=%4").statusCode()).isEqualTo(400);
        assertThat(post(endpoint, form, "&".repeat(999)).statusCode()).isEqualTo(200);
        assertThat(post(endpoint, form, "&".repeat(1_000)).statusCode()).isEqualTo(400);
        assertThat(post(endpoint, "application/json", "{}").statusCode()).isEqualTo(415);
        assertThat(post(endpoint, form, "q=" + "x".repeat(998)).statusCode()).isEqualTo(200);
        assertThat(post(endpoint, form, "q=" + "x".repeat(999)).statusCode()).isEqualTo(413);
        try (RawClient client = new RawClient(endpoint)) {
            client.send("POST /q" + HOST + "Content-Type: " + form + "\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < 3; i++) {
                client.send("190\r\n" + "x".repeat(400) + "\r\n");
            }
            assertThat(client.answer()).startsWith("http/1.1 413 ");
        }
    }

    @Test
    void bodies_shareMemory_untilTheirRequestsAreOver() throws Exception {
        handlers.put("/q", new Form());
        Duration patient = Duration.ofSeconds(60);
        HttpEndpoint endpoint = start(new HttpLimits(100, 2_000, 20 << 20, patient, patient, patient, patient, 100));
        String form = "application/x-www-form-urlencoded";
        String body = "r=" + "x".repeat(6 << 20);
        try (RawClient unfinished = new RawClient(endpoint)) {
            unfinished.send("POST /q" + HOST + "Content-Type: " + form + "\r\nContent-Length: " + (20 << 20)
                    + "\r\n\r\n" + "x".repeat(15 << 20));
            await().until(() -> post(endpoint, form, body).statusCode() == 503);
        }
        await().until(() -> post(endpoint, form, body).statusCode() == 200);
        for (int i = 0; i < 5; i++) {
            assertThat(post(endpoint, form, body).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void answer_isCompressed_whenItIsLongAndTheClientTakesIt() throws Exception {
        String text = "{\"status\":\"success\"}".repeat(1_000);
        handlers.put("/", exchange -> exchange.respond(200, "application/json", text.getBytes(StandardCharsets.UTF_8)));
        HttpEndpoint endpoint = start(HttpLimits.DEFAULT);
        HttpRequest request = HttpRequest.newBuilder(endpoint.uri())
                .header("Accept-Encoding", "gzip")
                .build();
        HttpResponse<byte[]> packed = HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
        assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(packed.body()).hasSizeLessThan(1_000);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(text);
        assertThat(body(endpoint, "/")).isEqualTo(text);
    }

    @Test
    void head_hasTheLengthOfGet_andTheConnectionGoesOn() throws Exception {
        handlers.put("/", exchange -> exchange.respond(200, "four"));
        try (RawClient client = new RawClient(start(HttpLimits.DEFAULT))) {
            assertThat(client.send("HEAD /" + HOST + "\r\n").until("\r\n\r\n")).contains("Content-Length: 5\r\n");
            assertThat(client.send("GET /" + HOST + "\r\n").answer()).endsWith("\r\n\r\nfour\n");
        }
    }

    @Test
    void body_ofManyPieces_arrivesWhole_andIsReleasedOnce() throws Exception {
        byte[] bytes = new byte[BIG];
        for (int i = 0; i < BIG; i++) {
            bytes[i] = (byte) (i * 31 + (i >> 13));
        }
        AtomicInteger released = new AtomicInteger();
        handlers.put("/", exchange -> {
            exchange.respond(200, Map.of(), ByteBuffer.wrap(bytes), released::incrementAndGet);
            exchange.respond(200, Map.of(), ByteBuffer.wrap(bytes), released::incrementAndGet);
        });
        HttpEndpoint endpoint = start(HttpLimits.DEFAULT);
        HttpRequest request = HttpRequest.newBuilder(endpoint.uri()).build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofByteArray())
                        .body())
                .isEqualTo(bytes);
        assertThat(released).hasValue(2);
    }

    @Test
    void handler_thatThrows_isAnsweredWithoutTheReason() throws Exception {
        handlers.put("/", exchange -> {
            throw new AssertionError("secret");
        });
        try (RawClient client = new RawClient(start(HttpLimits.DEFAULT))) {
            assertThat(client.send("GET /" + HOST + "\r\n").answer())
                    .startsWith("http/1.1 500 ")
                    .doesNotContain("secret");
        }
    }

    @Test
    void handler_thatNeverAnswers_isAnsweredFor_andKnowsIt() throws Exception {
        BlockingQueue<HttpExchange> exchanges = new LinkedBlockingQueue<>();
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        handlers.put("/", exchange -> {
            exchange.onCancel(() -> cancelled.complete(null));
            exchanges.add(exchange);
        });
        try (RawClient client = new RawClient(start(SHORT))) {
            assertThat(client.send("GET /" + HOST + "\r\n").answer())
                    .startsWith("http/1.1 503 ")
                    .endsWith("no answer within 0 s\n");
            HttpExchange late = exchanges.take();
            assertThat(late.isCancelled()).isTrue();
            cancelled.get(10, TimeUnit.SECONDS);
            late.respond(200, "too late");
            assertThat(client.send("GET /x" + HOST + "\r\n").answer()).startsWith("http/1.1 503 ");
        }
    }

    /** That a client left shows when its connection is looked at; the others' turn may come later in the same round. */
    private void awaitALookAtAllConnections(BlockingQueue<HttpExchange> exchanges) throws Exception {
        HttpExchange left;
        try (RawClient leaving = new RawClient(Objects.requireNonNull(running))) {
            leaving.send("GET /left" + HOST + "\r\n");
            left = exchanges.take();
        }
        await().until(left::isCancelled);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ends its output", "closes", "closes behind a byte"})
    void handler_learnsWithinASecondOrSo_thatItsClientLeft(String how) throws Exception {
        boolean closes = how.startsWith("closes");
        BlockingQueue<HttpExchange> exchanges = new LinkedBlockingQueue<>();
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        handlers.put("/", exchange -> {
            exchange.onCancel(() -> cancelled.complete(null));
            exchanges.add(exchange);
        });
        try (RawClient client = new RawClient(start(HttpLimits.DEFAULT))) {
            client.send("GET /" + HOST + "\r\n");
            HttpExchange exchange = exchanges.take();
            if (how.endsWith("byte")) {
                client.send("G");
            }
            if (closes) {
                client.close();
            } else {
                client.endOutput();
            }
            cancelled.get(10, TimeUnit.SECONDS);
            assertThat(exchange.isCancelled()).isTrue();
            exchange.respond(200, "still answered");
            if (!closes) {
                assertThat(client.rest()).endsWith("still answered\n");
            }
        }
    }

    @Test
    void requests_thatFollowWithoutWaiting_areAnsweredInTheirOrder() throws Exception {
        BlockingQueue<HttpExchange> exchanges = new LinkedBlockingQueue<>();
        handlers.put("/", exchanges::add);
        try (RawClient client = new RawClient(start(HttpLimits.DEFAULT))) {
            client.send("GET /1" + HOST + "\r\n");
            HttpExchange first = exchanges.take();
            client.send("GET /2" + HOST + "\r\nGET /3" + HOST + "\r\nGET /4" + HOST.substring(0, 12));
            for (int i = 0; i < 2; i++) {
                awaitALookAtAllConnections(exchanges); // which finds the second request
            }
            assertThat(first.isCancelled()).isFalse();
            first.respond(200, first.path());
            client.send(HOST.substring(12) + "\r\n");
            for (int i = 2; i <= 4; i++) {
                HttpExchange next = exchanges.poll(10, TimeUnit.SECONDS);
                assertThat(next).isNotNull();
                next.respond(200, next.path());
            }
            for (int i = 1; i <= 4; i++) {
                assertThat(client.answer()).endsWith("\r\n\r\n/" + i + "\n");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HT",
                "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nq=",
                "GET / HTTP/1.1\r\nHost: "
            })
    void request_thatDoesNotEnd_isCutOff(String beginning) throws Exception {
        handlers.put("/", new Form());
        try (RawClient client = new RawClient(start(SHORT))) {
            client.send("GET /" + HOST + "\r\n").answer();
            assertThat(client.send(beginning).rest()).isEmpty();
        }
    }

    @Test
    void answer_thatIsNotRead_isCutOff_andItsBodyReleased() throws Exception {
        CompletableFuture<Void> released = new CompletableFuture<>();
        byte[] bytes = new byte[BIG];
        handlers.put(
                "/",
                exchange -> exchange.respond(200, Map.of(), ByteBuffer.wrap(bytes), () -> released.complete(null)));
        HttpLimits limits = new HttpLimits(
                100,
                2_000,
                1_000,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofMillis(700),
                Duration.ofSeconds(60),
                100);
        try (RawClient client = new RawClient(start(limits), 2_000)) {
            client.send("GET /" + HOST + "\r\n").until("\r\n\r\n");
            released.get(10, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /\r\n\r\n",
                "GET / HTTP/7.3\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\n folded\r\n\r\n",
                "GET / HTTP/1.1\r\nHost : localhost\r\n\r\n",
                "GET http://elsewhere/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n",
                "\u0000\u0001\u0002\r\n\r\n"
            })
    void request_thatIsMalformed_isRefused_andItsConnectionClosed(String request) throws Exception {
        handlers.put("/", new Form());
        try (RawClient client = new RawClient(start(SHORT))) {
            assertThat(client.send(request).rest())
                    .matches("(?s)(HTTP/1.1 [45]\\d\\d .*)?")
                    .doesNotContain("\tat ", "etty");
        }
    }

    @Test
    void head_thatIsTooLong_isRefused() throws Exception {
        handlers.put("/", new Form());
        HttpEndpoint endpoint = start(SHORT);
        try (RawClient client = new RawClient(endpoint)) {
            assertThat(client.send("GET /" + HOST + "X: " + "x".repeat(3_000) + "\r\n\r\n")
                            .rest())
                    .startsWith("HTTP/1.1 431 ");
        }
        try (RawClient client = new RawClient(endpoint)) {
            assertThat(client.send("GET /" + "x".repeat(3_000) + HOST + "\r\n").rest())
                    .startsWith("HTTP/1.1 414 ");
        }
    }

    @Test
    void answers_areReported_thoseOfRefusalsToo() throws Exception {
        handlers.put("/here", exchange -> exchange.respond(200, "here"));
        handlers.put(
                "/stream", exchange -> exchange.stream("text/event-stream", 1).close());
        BlockingQueue<String> answered = new LinkedBlockingQueue<>();
        running = HttpEndpoint.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                HttpAccess.local(),
                SHORT,
                handlers,
                (path, status) -> answered.add(path + " " + status));
        for (String request : List.of("GET /here?q=1", "GET /stream", "GET /nothing", "PUT /here")) {
            try (RawClient client = new RawClient(running)) {
                client.send(request + HOST + "\r\n").until("\r\n\r\n");
            }
        }
        try (RawClient client = new RawClient(running)) {
            client.send("GET /here HTTP/1.1\r\nHost: elsewhere\r\n\r\n").answer();
        }
        assertThat(answered).containsExactly("/here 200", "/stream 200", "/nothing 404", "/here 405", "/here 403");
    }

    @Test
    void connections_beyondTheLimit_takeThePlaceOfThoseThatWereIdleLongest() throws Exception {
        handlers.put("/", exchange -> exchange.respond(200, "here"));
        HttpLimits three = new HttpLimits(
                3,
                2_000,
                1_000,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(60),
                100);
        HttpEndpoint endpoint = start(three);
        try (RawClient idlest = new RawClient(endpoint);
                RawClient two = new RawClient(endpoint)) {
            assertThat(idlest.send("GET /" + HOST + "\r\n").answer()).endsWith("here\n");
            for (long idle = System.nanoTime(); System.nanoTime() - idle < FEW_MILLIS; ) {
                assertThat(two.send("GET /" + HOST + "\r\n").answer()).endsWith("here\n");
            }
            try (RawClient last = new RawClient(endpoint);
                    RawClient further = new RawClient(endpoint)) {
                for (RawClient served : List.of(further, two, last)) {
                    assertThat(served.send("GET /" + HOST + "\r\n").answer()).endsWith("here\n");
                }
                assertThat(idlest.rest()).isEmpty();
            }
        }
    }

    @Test
    void endpoint_listensForOthersOnlyWhenItKnowsThem_andNamesWhatIsWrong() throws Exception {
        InetSocketAddress all = new InetSocketAddress("0.0.0.0", 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpEndpoint.start(all, HttpAccess.local(), HttpLimits.DEFAULT, handlers))
                .withMessageContaining("does not listen on 0.0.0.0 for everybody");
        handlers.put("metrics", new Form());
        assertThatIllegalArgumentException().isThrownBy(() -> start(SHORT)).withMessageContaining("'metrics'");
        assertThatIOException()
                .isThrownBy(() -> HttpEndpoint.start(
                        InetSocketAddress.createUnresolved("nowhere", 0), HttpAccess.local(), SHORT, Map.of()))
                .withMessageContaining("nowhere");
    }

    @Test
    void close_freesThePort_andCancelsWhatIsUnderWay() throws Exception {
        BlockingQueue<HttpExchange> exchanges = new LinkedBlockingQueue<>();
        handlers.put("/", exchanges::add);
        HttpEndpoint endpoint = start(HttpLimits.DEFAULT);
        try (RawClient client = new RawClient(endpoint)) {
            client.send("GET /" + HOST + "\r\n");
            HttpExchange exchange = exchanges.take();
            endpoint.close();
            endpoint.close();
            assertThat(client.rest()).isEmpty();
            assertThat(exchange.isCancelled()).isTrue();
            assertThat(endpoint.isClosed()).isTrue();
        }
        InetSocketAddress same = new InetSocketAddress(InetAddress.getLoopbackAddress(), endpoint.port());
        HttpEndpoint.start(same, HttpAccess.local(), SHORT, Map.of()).close();
    }

    private HttpEndpoint start(HttpLimits limits) throws Exception {
        HttpEndpoint started = HttpEndpoint.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), HttpAccess.local(), limits, handlers);
        running = started;
        return started;
    }

    private static String body(HttpEndpoint endpoint, String path) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(endpoint.uri().resolve(path)).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    private static HttpResponse<String> post(HttpEndpoint endpoint, String type, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(endpoint.uri().resolve("/q?q=1"))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
