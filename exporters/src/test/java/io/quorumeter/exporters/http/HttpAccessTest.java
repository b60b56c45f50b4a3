package io.quorumeter.exporters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpAccessTest {
    private static final String SECRET = "correct-horse-battery";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "localhost | true",
                "LocalHost:9464 | true",
                "127.0.0.1:9464 | true",
                "127.8.9.10 | true",
                "[::1]:9464 | true",
                "[0:0:0:0:0:0:0:1] | true",
                "192.0.2.7:9464 | true",
                "node.example:9464 | true",
                "NODE.example | true",
                "192.0.2.8:9464 | false",
                "0.0.0.0:9464 | false",
                "evil.example:9464 | false",
                "localhost.evil.example | false",
                "127.0.0.1.evil.example | false",
                "127.0.0.1.5 | false",
                "999.0.0.1 | false",
                "127.0.0.256 | false",
                "127.0.0.001 | false",
                "2130706433 | false",
                "[::1 | false",
                "[fe80::1] | false",
                "node.example.evil | false",
                "'' | false"
            })
    void host_isOfTheLoopbackInterface_orTheAddressOfTheConnection_orAllowed(String host, boolean isAllowed)
            throws Exception {
        HttpAccess access = HttpAccess.local().hosts("Node.Example");
        assertThat(access.allowsHost(host, InetAddress.getByName("192.0.2.7"))).isEqualTo(isAllowed);
    }

    @Test
    void request_ofAPageElsewhere_isRefused() throws Exception {
        Map<String, HttpHandler> handlers = Map.of("/", exchange -> exchange.respond(200, "secret"));
        try (HttpEndpoint endpoint = start(HttpAccess.local(), handlers);
                RawClient client = new RawClient(endpoint)) {
            for (String host : new String[] {"evil.example", "evil.example:" + endpoint.port()}) {
                assertThat(client.send("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                                .answer())
                        .startsWith("http/1.1 403 ")
                        .doesNotContain("secret", "access-control");
            }
            assertThat(client.send("GET / HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\n\r\n")
                            .answer())
                    .startsWith("http/1.1 200 ")
                    .doesNotContain("access-control");
        }
    }

    @Test
    void token_isWantedForEveryPath_andComparedWhole() throws Exception {
        Map<String, HttpHandler> handlers = Map.of("/in", exchange -> exchange.respond(200, "in"));
        try (HttpEndpoint endpoint = start(HttpAccess.local().token(SECRET), handlers);
                RawClient client = new RawClient(endpoint)) {
            for (String wrong : new String[] {
                "",
                "Authorization: Bearer\r\n",
                "Authorization: Bearer " + SECRET + "s\r\n",
                "Authorization: Bearer " + SECRET.substring(1) + "\r\n",
                "Authorization: Basic " + SECRET + "\r\n",
                "Authorization: " + SECRET + "\r\n"
            }) {
                for (String path : new String[] {"/in", "/not"}) {
                    assertThat(client.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + wrong + "\r\n")
                                    .answer())
                            .startsWith("http/1.1 401 ")
                            .contains("\r\nwww-authenticate: bearer\r\n");
                }
            }
            assertThat(client.send("GET /in HTTP/1.1\r\nHost: localhost\r\nauthorization: bearer " + SECRET
                                    + "\r\n\r\n")
                            .answer())
                    .startsWith("http/1.1 200 ");
        }
    }

    @Test
    void tokenFile_isReadAgainWhenItChanges_andAWrongOneLeavesTheTokenAsItWas(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("token"), SECRET + "\n");
        HttpAccess access = HttpAccess.local().tokenFile(file);
        assertThat(access.isAuthenticated()).isTrue();
        assertThat(access.allowsToken("Bearer " + SECRET)).isTrue();

        Files.writeString(file, "another-" + SECRET);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
        assertThat(access.allowsToken("Bearer another-" + SECRET)).isTrue();
        assertThat(access.allowsToken("Bearer " + SECRET)).isFalse();

        Files.writeString(file, "short");
        Files.setLastModifiedTime(file, FileTime.fromMillis(2_000));
        Logger log = Logger.getLogger("io.quorumeter");
        List<LogRecord> logged = new ArrayList<>();
        log.setFilter(logged::add);
        try {
            assertThat(access.allowsToken("Bearer short")).isFalse();
            assertThat(access.allowsToken("Bearer another-" + SECRET)).isTrue();
            assertThat(logged).hasSize(1);

            Files.delete(file);
            for (int i = 0; i < 3; i++) {
                assertThat(access.allowsToken("Bearer another-" + SECRET)).isTrue();
            }
            assertThat(logged).hasSize(2);
        } finally {
            log.setFilter(null);
        }
        Files.writeString(file, SECRET);
        assertThat(access.allowsToken("Bearer " + SECRET)).isTrue();
    }

    @Test
    void token_thatIsNone_isRefused(@TempDir Path folder) throws Exception {
        HttpAccess access = HttpAccess.local();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> access.token("0123456789"))
                .withMessageContaining("10 characters");
        Path blank = Files.writeString(folder.resolve("token"), "  \n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> access.tokenFile(blank))
                .withMessageContaining(blank.toString());
        assertThatIOException().isThrownBy(() -> access.tokenFile(folder.resolve("none")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> access.tokenVariable("QUORUMETER_NO_SUCH_VARIABLE"))
                .withMessageContaining("QUORUMETER_NO_SUCH_VARIABLE is not set");
        assertThat(access.isAuthenticated()).isFalse();
    }

    @Test
    void tls_withoutCertificatesOfClients_knowsNoClients() {
        Path file = Path.of("file.pem");
        HttpAccess access = HttpAccess.local();
        assertThatIllegalStateException()
                .isThrownBy(() -> access.clientCertificates(file))
                .withMessageContaining("tls(");
        assertThat(access.tls(file, file).isAuthenticated()).isFalse();
        assertThat(access.tls(file, file).clientCertificates(file).isAuthenticated())
                .isTrue();
        assertThat(access.tls(file, file).token(SECRET).hosts("a").identity()).isPresent();
    }

    private static HttpEndpoint start(HttpAccess access, Map<String, HttpHandler> handlers) throws Exception {
        return HttpEndpoint.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), access, HttpLimits.DEFAULT, handlers);
    }
}
