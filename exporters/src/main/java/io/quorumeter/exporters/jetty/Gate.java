package io.quorumeter.exporters.jetty;

import io.quorumeter.exporters.http.HttpAccess;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lets in who may ask, in the order in which a stranger learns least: first how often, then by which name, then with which token. */
final class Gate {
    /** Why a request is not handled. */
    record Refusal(int status, String reason, Map<String, String> headers) {
        Refusal(int status, String reason) {
            this(status, reason, Map.of());
        }
    }

    private final HttpAccess access;
    private final RateLimit rate;

    Gate(HttpAccess access, RateLimit rate) {
        this.access = access;
        this.rate = rate;
    }

    Optional<Refusal> refusal(
            SocketAddress client, SocketAddress local, @Nullable String host, @Nullable String authorization) {
        if (!rate.allows(address(client), System.nanoTime())) {
            return Optional.of(new Refusal(429, "too many requests from your address", Map.of("Retry-After", "1")));
        }
        if (!access.allowsHost(host, address(local))) {
            return Optional.of(new Refusal(403, "this is not the host that you named; allow its name if it is"));
        }
        if (!access.allowsToken(authorization)) {
            return Optional.of(new Refusal(401, "a token is needed", Map.of("WWW-Authenticate", "Bearer")));
        }
        return Optional.empty();
    }

    private static InetAddress address(SocketAddress of) {
        return ((InetSocketAddress) of).getAddress();
    }
}
