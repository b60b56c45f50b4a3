package io.quorumeter.alerting.channel;

import io.quorumeter.core.delivery.Answer;
import io.quorumeter.core.delivery.HttpTarget;
import io.quorumeter.core.delivery.Target;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A channel that posts JSON to a server. */
final class HttpChannel {
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Makes the request of a record. */
    @FunctionalInterface
    interface Requests {
        HttpRequest.Builder request(HttpSettings http, byte[] record);
    }

    private record Posting(Function<Message, byte[]> writer, Target target) implements Outlet {
        @Override
        public byte[] record(Message message) {
            return writer.apply(message);
        }

        @Override
        public CompletableFuture<Answer> send(byte[] record) {
            return target.send(record);
        }
    }

    private final String kind;
    private final Duration timeout;
    private final Secret url;
    private final HttpSettings http;
    private final List<Secret> secrets = new ArrayList<>();

    /**
     * Reads what such channels have in common.
     *
     * @param kind its kind
     * @param settings with {@code http_config} and {@code timeout}
     * @param global has the {@code http_config} of channels without one
     * @param url the server
     */
    HttpChannel(String kind, Settings settings, Settings global, Secret url) {
        this.kind = kind;
        this.timeout = settings.duration("timeout", TIMEOUT);
        this.url = url;
        this.http = new HttpSettings(settings.has("http_config") ? settings : global);
        secrets.add(url);
        secrets.addAll(http.secrets());
    }

    HttpChannel hiding(Secret secret) {
        secrets.add(secret);
        return this;
    }

    /** The channel that writes messages so, and sends records by such requests. */
    Channel posting(Function<Message, byte[]> writer, Requests requests) {
        return opening((clock, target) -> new Posting(writer, target), requests);
    }

    /** The channel with an outlet of its own. */
    Channel opening(Opener opener, Requests requests) {
        return new Channel(kind, true, timeout, secrets, clock -> {
            HttpSettings.uri(url.value());
            HttpClient client = http.client(timeout);
            return opener.open(
                    clock,
                    new HttpTarget(
                            client, record -> requests.request(http, record).build(), clock));
        });
    }

    /** Makes an outlet from what sends requests. */
    @FunctionalInterface
    interface Opener {
        Outlet open(InstantSource clock, Target target);
    }
}
