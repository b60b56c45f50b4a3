package io.quorumeter.exporters.http;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask an endpoint. Without a token or certificates of clients it listens on the loopback interface only: metrics reveal much about
 * a node. Immutable.
 *
 * <p>Every request's {@code Host} must be a name of the loopback interface, the address that the client connected to, or one of
 * {@link #hosts}: a web page elsewhere, whose name was made to lead here (DNS rebinding), is refused with status 403.
 */
public final class HttpAccess {
    /** Where the files of TLS are, in PEM. */
    record TlsFiles(Path certificates, Path key, @Nullable Path clientAuthorities) {}

    private static final HttpAccess LOCAL = new HttpAccess(Set.of(), null, null);

    private final Set<String> hosts;
    private final @Nullable BearerToken token;
    private final @Nullable TlsFiles tls;

    private HttpAccess(Set<String> hosts, @Nullable BearerToken token, @Nullable TlsFiles tls) {
        this.hosts = hosts;
        this.token = token;
        this.tls = tls;
    }

    /** {@return access for programs on this machine, without a token and without TLS} */
    public static HttpAccess local() {
        return LOCAL;
    }

    /**
     * Allows further names in {@code Host}, such as that of a proxy, in place of those that were allowed before.
     *
     * @param names host names without a port
     * @return access with these names
     */
    public HttpAccess hosts(String... names) {
        Set<String> allowed = new LinkedHashSet<>();
        for (String name : names) {
            allowed.add(requireNonNull(name, "name").toLowerCase(Locale.ROOT));
        }
        return new HttpAccess(Set.copyOf(allowed), token, tls);
    }

    /**
     * Wants {@code Authorization: Bearer} with a token in each request.
     *
     * @param secret the token, of 16 characters or more
     * @return access with this token
     * @throws IllegalArgumentException when it is shorter
     */
    public HttpAccess token(String secret) {
        return new HttpAccess(hosts, BearerToken.of(secret), tls);
    }

    /**
     * Wants a token that is in a file, without the white space around it; the file is read again when it changes.
     *
     * @param file where it is
     * @return access with this token
     * @throws IOException when the file cannot be read
     * @throws IllegalArgumentException when the token has fewer than 16 characters
     */
    public HttpAccess tokenFile(Path file) throws IOException {
        return new HttpAccess(hosts, BearerToken.in(file), tls);
    }

    /**
     * Wants a token that is in a variable of the environment.
     *
     * @param variable its name
     * @return access with this token
     * @throws IllegalArgumentException when the variable is not set, or has fewer than 16 characters
     */
    public HttpAccess tokenVariable(String variable) {
        String secret = System.getenv(requireNonNull(variable, "variable"));
        if (secret == null) {
            throw new IllegalArgumentException(
                    "the environment variable " + variable + " is not set: it should hold the endpoint's token");
        }
        return token(secret);
    }

    /**
     * Speaks TLS. Both files are read again when they change.
     *
     * @param certificates the certificate and those that signed it, in PEM
     * @param key its private key, in PEM (PKCS #8, not encrypted)
     * @return access by TLS
     */
    public HttpAccess tls(Path certificates, Path key) {
        return new HttpAccess(hosts, token, new TlsFiles(certificates, key, null));
    }

    /**
     * Wants a certificate of each client, in place of a token or beside it.
     *
     * @param authorities the certificates of those who may sign certificates of clients, in PEM
     * @return access for their clients
     * @throws IllegalStateException when there is no TLS yet
     */
    public HttpAccess clientCertificates(Path authorities) {
        TlsFiles own = tls;
        if (own == null) {
            throw new IllegalStateException("certificates of clients need TLS: call tls(certificates, key) first");
        }
        return new HttpAccess(hosts, token, new TlsFiles(own.certificates(), own.key(), authorities));
    }

    /** {@return whether it knows its clients, by a token or a certificate} */
    public boolean isAuthenticated() {
        TlsFiles files = tls;
        return token != null || (files != null && files.clientAuthorities() != null);
    }

    /** {@return what changes with the files of TLS; empty without} */
    public Optional<TlsIdentity> identity() {
        return Optional.ofNullable(tls).map(TlsIdentity::new);
    }

    /**
     * Returns whether a request may name this host.
     *
     * @param host the value of {@code Host}; null when there is none, as a browser always sends it
     * @param local the address that the client connected to
     * @return false for the name of another site
     */
    public boolean allowsHost(@Nullable String host, InetAddress local) {
        return host == null || HostNames.isLoopbackOr(local, host) || hosts.contains(HostNames.withoutPort(host));
    }

    /**
     * Returns whether a request has the token, if one is wanted; it takes as long whether it is almost right or not at all.
     *
     * @param authorization the value of {@code Authorization}; null when there is none
     * @return true when no token is wanted, too
     */
    public boolean allowsToken(@Nullable String authorization) {
        BearerToken wanted = token;
        return wanted == null || wanted.isIn(authorization);
    }
}
