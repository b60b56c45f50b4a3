package io.quorumeter.exporters;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.MetricsCollector;
import io.quorumeter.core.Quorumeter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that are slow, many, or up to something, and a scraper that comes after them. */
class HostileClientsTest {
    private static final String GET = "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final int MOST_ANSWERS = 8;

    private final MetricsCollector metrics = Quorumeter.newCollector();
    private final List<Socket> clients = new ArrayList<>();
    private ScrapeEndpoint endpoint;

    @BeforeEach
    void start() throws IOException {
        endpoint = new PrometheusExporter(0, "").registerMetrics(metrics).startServer();
    }

    @AfterEach
    void stop() throws IOException {
        endpoint.close();
        for (Socket client : clients) {
            client.close();
        }
    }

    @Test
    void clientsThatNeverFinishTheirRequest_keepNobodyOut() throws Exception {
        for (int i = 0; i < 40; i++) {
            client(2_000).getOutputStream().write("GET /metr".getBytes(StandardCharsets.US_ASCII));
        }
        assertThat(scrape("10").statusCode()).isEqualTo(200);
    }

    @Test
    void clientsThatConnectAndSayNothing_keepNobodyOut() throws Exception {
        for (int i = 0; i < 300; i++) {
            client(2_000);
        }
        assertThat(scrape("10").statusCode()).isEqualTo(200);
    }

    @Test
    void clientsThatDoNotReadTheirAnswer_keepNobodyOut_untilAllAnswersAreTaken() throws Exception {
        makeTextLong();
        for (int i = 0; i < MOST_ANSWERS - 1; i++) {
            readBeginningOfAnswer(client(2_000));
        }
        assertThat(scrape("10").statusCode()).isEqualTo(200);

        readBeginningOfAnswer(client(2_000));
        HttpResponse<String> refused = scrape("0.01");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).isEqualTo("earlier answers have not been read yet\n");

        clients.get(0).close();
        assertThat(scrape("10").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /../../etc/passwd, 400",
        "GET, /metrics/../../etc/passwd, 400",
        "GET, /metrics/, 404",
        "GET, /metricsandmore, 404",
        "GET, /metrics%00, 400",
        "GET, /%2e%2e/metrics, 400",
        "GET, //metrics, 400",
        "GET, http://[bad/metrics, 400",
        "GET, /metrics?name[]=x%0d%0aX-Injected:%201, 200",
        "POST, /metrics, 405",
        "DELETE, /metrics, 405",
        "TRACE, /metrics, 405",
        "OPTIONS, /metrics, 405",
        "NONSENSE, /metrics, 405",
        "CONNECT, localhost:9464, 400",
        "OPTIONS, *, 404"
    })
    void request_forSomethingElse_isRefusedAndGivesNothingAway(String method, String path, int status)
            throws Exception {
        metrics.counter("secrets_total").create();
        String answer = answerTo(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ").doesNotContain("X-Injected", "root:");
        if (status != 200) {
            assertThat(answer).doesNotContain("secrets", "Exception:", "\tat ");
        }
        assertThat(scrape("10").statusCode()).isEqualTo(200);
    }

    @Test
    void requests_thatAreTooLongOrNoHttp_endTheirConnectionOnly() throws Exception {
        String manyHeaders = "X-A: x\r\n".repeat(5_000);
        for (String start : List.of(
                "GET /metrics HTTP/1.1\r\n" + manyHeaders + "\r\n",
                "GET /metrics HTTP/1.1\r\nX: " + "a".repeat(3_000_000) + "\r\n\r\n",
                "GET /" + "a".repeat(3_000_000) + " HTTP/1.1\r\n\r\n",
                "POST /metrics HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n",
                "GET /metrics HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
                "GET /metrics HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "\u0016\u0003\u0001\u0002\r\n\r\n")) {
            assertThat(answerTo(start)).doesNotContain("\tat ");
            assertThat(scrape("10").statusCode()).isEqualTo(200);
        }
    }

    /** More than the sockets of a connection hold. */
    private void makeTextLong() {
        for (int i = 0; i < 900; i++) {
            String value = Integer.toString(i) + "x".repeat(1_000);
            for (String kind : List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j")) {
                metrics.gauge("long_" + kind).with("value", value).create();
            }
        }
    }

    private Socket client(int receiveBuffer) throws IOException {
        Socket socket = new Socket();
        clients.add(socket);
        socket.setReceiveBufferSize(receiveBuffer);
        socket.connect(new InetSocketAddress(endpoint.uri().getHost(), endpoint.port()));
        return socket;
    }

    private static void readBeginningOfAnswer(Socket client) throws IOException {
        client.getOutputStream().write(GET.getBytes(StandardCharsets.US_ASCII));
        byte[] status = client.getInputStream().readNBytes(15);
        assertThat(new String(status, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200 OK");
    }

    /** What came back until the connection ended. */
    private String answerTo(String request) throws IOException {
        StringBuilder answer = new StringBuilder();
        try (Socket client = client(1 << 16)) {
            client.setSoTimeout(30_000);
            client.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            client.shutdownOutput();
            byte[] piece = new byte[1 << 12];
            for (int read = client.getInputStream().read(piece);
                    read > 0;
                    read = client.getInputStream().read(piece)) {
                answer.append(new String(piece, 0, read, StandardCharsets.ISO_8859_1));
            }
        } catch (SocketException cutOff) {
            return answer.toString();
        }
        return answer.toString();
    }

    private HttpResponse<String> scrape(String secondsToWait) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(endpoint.uri())
                .header("X-Prometheus-Scrape-Timeout-Seconds", secondsToWait)
                .timeout(Duration.ofSeconds(40))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
