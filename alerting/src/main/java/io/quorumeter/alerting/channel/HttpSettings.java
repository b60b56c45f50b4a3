package io.quorumeter.alerting.channel;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** How a channel calls a server: who it says it is, whom it trusts, and by which proxy. */
final class HttpSettings {
    private static final Set<String> KEYS =
            Settings.keys("authorization basic_auth bearer_token* tls_config proxy_url");
    private static final Set<String> FOREIGN = Settings.keys(
            "oauth2 follow_redirects enable_http2 no_proxy proxy_from_environment proxy_connect_header http_headers");
    private static final Set<String> TLS_FOREIGN = Settings.keys(
            "cert cert_file key key_file key_ref server_name insecure_skip_verify min_version max_version");

    private final Optional<Path> authorities;
    private final Optional<String> proxy;
    private final String scheme;
    private final String user;
    private final Optional<Secret> credentials;

    HttpSettings(Settings all) {
        Settings settings = all.below("http_config", KEYS, FOREIGN);
        Settings authorization = settings.below("authorization", Settings.keys("type credentials*"), Set.of());
        Settings basic = settings.below("basic_auth", Settings.keys("username password*"), Set.of());
        Optional<Secret> password = basic.secret("password");
        Optional<Secret> token = authorization.secret("credentials").or(() -> settings.secret("bearer_token"));
        if (password.isPresent() && token.isPresent()) {
            throw settings.wrong("has both basic_auth and a token; a request carries one of them");
        }
        user = basic.text("username").orElse("");
        scheme = password.isPresent() ? "Basic" : authorization.text("type").orElse("Bearer");
        credentials = password.or(() -> token);
        authorities =
                settings.below("tls_config", Set.of("ca_file"), TLS_FOREIGN).file("ca_file");
        proxy = settings.text("proxy_url");
    }

    List<Secret> secrets() {
        return credentials.stream().toList();
    }

    HttpClient client(Duration timeout) {
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(timeout);
        proxy.map(HttpSettings::uri)
                .map(uri -> new InetSocketAddress(uri.getHost(), uri.getPort()))
                .map(ProxySelector::of)
                .ifPresent(builder::proxy);
        authorities.map(HttpSettings::trusting).ifPresent(builder::sslContext);
        return builder.build();
    }

    /** A request to an address that carries JSON. */
    HttpRequest.Builder request(String address, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(address))
                .header("Content-Type", "application/json")
                .header("User-Agent", "quorumeter")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        credentials.ifPresent(secret -> request.header("Authorization", scheme + " " + encoded(secret.value())));
        return request;
    }

    private String encoded(String secret) {
        return scheme.equals("Basic")
                ? Base64.getEncoder().encodeToString((user + ":" + secret).getBytes(StandardCharsets.UTF_8))
                : secret;
    }

    /** Reads the address of a server; the message has no part of it, since it may be secret. */
    static URI uri(String address) {
        try {
            URI uri = URI.create(address);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException malformed) {
            // the same problem
        }
        throw new IllegalArgumentException("the address of the server is no URL such as https://host/path");
    }

    private static SSLContext trusting(Path authorities) {
        try (InputStream in = Files.newInputStream(authorities)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            List<Certificate> trusted =
                    new ArrayList<>(CertificateFactory.getInstance("X.509").generateCertificates(in));
            for (int i = 0; i < trusted.size(); i++) {
                store.setCertificateEntry("ca" + i, trusted.get(i));
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException unusable) {
            throw new IllegalArgumentException("ca_file " + authorities + " cannot be used: " + unusable, unusable);
        }
    }
}
