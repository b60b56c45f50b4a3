package io.quorumeter.alerting.channel;

import io.quorumeter.alerting.channel.Message.Item;
import io.quorumeter.core.delivery.Answer;
import io.quorumeter.core.delivery.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Another Alertmanager, which gets alerts as from a Prometheus: those that fire again each minute, with an end four minutes ahead, at which
 * they are over if this node falls silent; those that are over for fifteen minutes. What is sent is what holds at the moment of sending, so
 * that after an outage it gets no alert of before.
 */
final class Alertmanager implements Outlet {
    static final Set<String> KEYS = Settings.keys("url* timeout");

    private static final Duration RESEND = Duration.ofMinutes(1);
    private static final Duration KEEP_RESOLVED = Duration.ofMinutes(15);
    private static final String PATH = "/api/v2/alerts";
    private static final byte[] WHAT_HOLDS = {};

    private final InstantSource clock;
    private final Target target;
    private final Map<String, Item> alerts = new LinkedHashMap<>();

    private Alertmanager(InstantSource clock, Target target) {
        this.clock = clock;
        this.target = target;
    }

    static Channel read(Settings settings, Settings global) {
        Secret url = settings.required("url");
        return new HttpChannel("alertmanager", settings, global, url)
                .opening(Alertmanager::new, (http, body) -> http.request(address(url.value()), body));
    }

    private static String address(String url) {
        String base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        return base.endsWith(PATH) ? base : base + PATH;
    }

    @Override
    public synchronized byte[] record(Message message) {
        message.alerts().forEach(alert -> alerts.put(alert.fingerprint(), alert));
        return WHAT_HOLDS;
    }

    @Override
    public Duration resendsEach() {
        return RESEND;
    }

    @Override
    public synchronized boolean hasMore() {
        Instant earliest = clock.instant().minus(KEEP_RESOLVED);
        alerts.values()
                .removeIf(alert -> alert.endsAt() != null && alert.endsAt().isBefore(earliest));
        return !alerts.isEmpty();
    }

    @Override
    public synchronized CompletableFuture<Answer> send(byte[] record) {
        String end = clock.instant().plus(RESEND.multipliedBy(4)).toString();
        return target.send(Json.write(
                alerts.values().stream().map(alert -> Webhook.alert(alert, end)).toList()));
    }
}
