package io.quorumeter.exporters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private static Path folder;

    /** A name, signed by itself, in a store and in PEM. */
    private record Identity(KeyStore store, Path certificate, Path key) {}

    private static Identity node;
    private static Identity scraper;

    @BeforeAll
    static void makeIdentities() throws Exception {
        node = identity("node", "EC");
        scraper = identity("scraper", "EC");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA", "Ed25519"})
    void endpoint_speaksTls_withKeysOfEachKind(String algorithm) throws Exception {
        Identity own = identity("kind-" + algorithm, algorithm);
        try (HttpEndpoint endpoint = start(HttpAccess.local().tls(own.certificate(), own.key()))) {
            assertThat(endpoint.uri().getScheme()).isEqualTo("https");
            assertThat(get(endpoint, own, null)).isEqualTo("here\n");
            try (RawClient plain = new RawClient(endpoint)) {
                assertThat(plain.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
                                .rest())
                        .doesNotContain("here");
            }
        }
    }

    @Test
    void client_withoutACertificate_isRefused_whenItNeedsOne() throws Exception {
        HttpAccess mutual =
                HttpAccess.local().tls(node.certificate(), node.key()).clientCertificates(scraper.certificate());
        try (HttpEndpoint endpoint = start(mutual)) {
            assertThat(get(endpoint, node, scraper)).isEqualTo("here\n");
            assertThatIOException().isThrownBy(() -> get(endpoint, node, null));
            assertThatIOException().isThrownBy(() -> get(endpoint, node, node));
        }
    }

    @Test
    void files_areReadAgainWhenTheyChange_andWrongOnesChangeNothing() throws Exception {
        Path certificate = Files.copy(node.certificate(), folder.resolve("changing.pem"));
        Path key = Files.copy(node.key(), folder.resolve("changing.key"));
        Logger log = Logger.getLogger("io.quorumeter.http");
        try (HttpEndpoint endpoint = start(HttpAccess.local().tls(certificate, key))) {
            assertThat(get(endpoint, node, null)).isEqualTo("here\n");
            CompletableFuture<LogRecord> refused = new CompletableFuture<>();
            log.setFilter(refused::complete);
            Files.writeString(certificate, "nonsense");
            Files.setLastModifiedTime(certificate, FileTime.fromMillis(1_000));
            assertThat(refused.get(10, TimeUnit.SECONDS).getMessage()).endsWith("goes on as it was");
            assertThat(get(endpoint, node, null)).isEqualTo("here\n");

            Files.write(certificate, Files.readAllBytes(scraper.certificate()));
            Files.write(key, Files.readAllBytes(scraper.key()));
            Files.setLastModifiedTime(certificate, FileTime.fromMillis(2_000));
            String answer = "";
            for (int i = 0; i < 50 && answer.isEmpty(); i++) {
                TimeUnit.MILLISECONDS.sleep(200);
                try {
                    answer = get(endpoint, scraper, null);
                } catch (IOException notYet) {
                    assertThat(notYet).isNotNull();
                }
            }
            assertThat(answer).isEqualTo("here\n");
        } finally {
            log.setFilter(null);
        }
    }

    @Test
    void files_thatHoldSomethingElse_areNamed() throws Exception {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> start(HttpAccess.local().tls(node.certificate(), node.certificate())))
                .withMessageContaining("no 'BEGIN PRIVATE KEY' in " + node.certificate());
        Path empty = Files.createFile(folder.resolve("empty.pem"));
        assertThatIOException()
                .isThrownBy(() -> start(HttpAccess.local().tls(empty, node.key())))
                .withMessageContaining("no certificate in " + empty);
        assertThatIOException()
                .isThrownBy(() -> start(HttpAccess.local().tls(folder.resolve("none.pem"), node.key())))
                .withMessageContaining("none.pem");
    }

    @Test
    void handler_learnsWithinASecondOrSo_thatItsClientLeft() throws Exception {
        BlockingQueue<HttpExchange> exchanges = new LinkedBlockingQueue<>();
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        HttpHandler handler = exchange -> {
            exchange.onCancel(() -> cancelled.complete(null));
            exchanges.add(exchange);
        };
        try (HttpEndpoint endpoint = start(HttpAccess.local().tls(node.certificate(), node.key()), handler);
                Socket client = trusting(node, null)
                        .getSocketFactory()
                        .createSocket(InetAddress.getLoopbackAddress(), endpoint.port())) {
            client.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            HttpExchange exchange = exchanges.take();
            client.close();
            cancelled.get(10, TimeUnit.SECONDS);
            assertThat(exchange.isCancelled()).isTrue();
        }
    }

    private static HttpEndpoint start(HttpAccess access) throws IOException {
        return start(access, exchange -> exchange.respond(200, "here"));
    }

    private static HttpEndpoint start(HttpAccess access, HttpHandler handler) throws IOException {
        return HttpEndpoint.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                access,
                HttpLimits.DEFAULT,
                Map.of("/", handler));
    }

    private static SSLContext trusting(Identity trusted, @Nullable Identity own) throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted.store());
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(own == null ? null : own.store(), PASSWORD);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return tls;
    }

    private static String get(HttpEndpoint endpoint, Identity trusted, @Nullable Identity own) throws Exception {
        return HttpClient.newBuilder()
                .sslContext(trusting(trusted, own))
                .build()
                .send(HttpRequest.newBuilder(endpoint.uri()).build(), BodyHandlers.ofString())
                .body();
    }

    private static Identity identity(String name, String algorithm) throws Exception {
        Path file = folder.resolve(name + ".p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process made = new ProcessBuilder(
                        keytool.toString(),
                        "-genkeypair",
                        "-alias",
                        "own",
                        "-keyalg",
                        algorithm,
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=ip:127.0.0.1,dns:localhost",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        String said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(made.waitFor()).as(said).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        KeyStore both = KeyStore.getInstance("PKCS12");
        both.load(null, null);
        both.setKeyEntry("own", store.getKey("own", PASSWORD), PASSWORD, store.getCertificateChain("own"));
        both.setCertificateEntry("trusted", store.getCertificate("own"));
        return new Identity(
                both,
                pem(name + ".pem", "CERTIFICATE", store.getCertificate("own").getEncoded()),
                pem(name + ".key", "PRIVATE KEY", store.getKey("own", PASSWORD).getEncoded()));
    }

    private static Path pem(String name, String what, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder().encodeToString(content);
        return Files.writeString(
                folder.resolve(name), "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
    }
}
