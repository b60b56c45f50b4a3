package io.quorumeter.alerting.channel;

import io.quorumeter.alerting.channel.Message.Item;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Alertmanager's webhook, version 4 of its body. With a secret each request has the header {@value #SIGNATURE}, by which the receiver
 * checks the sender: {@code sha256=} and the HMAC-SHA256 of the body in hexadecimal digits, as GitHub's webhooks have it.
 */
final class Webhook {
    static final Set<String> KEYS = Settings.keys("url* secret* max_alerts timeout");
    static final Set<String> FOREIGN = Settings.keys("payload");
    static final String SIGNATURE = "X-Hub-Signature-256";

    /** Go's time before any other. */
    private static final String NEVER = "0001-01-01T00:00:00Z";

    /** Most bytes of the alerts of a message; the others are counted in it. */
    private static final int MOST_BYTES = 1 << 20;

    private Webhook() {}

    static Channel read(Settings settings, Settings global) {
        Secret url = settings.required("url");
        Optional<Secret> secret = settings.secret("secret");
        int most = settings.value("max_alerts").map(value -> value.count()).orElse(0);
        HttpChannel channel = new HttpChannel("webhook", settings, global, url);
        secret.ifPresent(channel::hiding);
        return channel.posting(message -> body(message, most == 0 ? Integer.MAX_VALUE : most), (http, body) -> {
            HttpRequest.Builder request = http.request(url.value(), body);
            secret.ifPresent(key -> request.header(SIGNATURE, "sha256=" + hmac(key.value(), body)));
            return request;
        });
    }

    private static byte[] body(Message message, int most) {
        List<Map<String, Object>> alerts = new ArrayList<>();
        int bytes = 0;
        for (Item item : message.alerts()) {
            Map<String, Object> alert = alert(item, NEVER);
            alert.put("status", item.status());
            alert.put("fingerprint", item.fingerprint());
            bytes += Json.write(alert).length;
            if (alerts.size() >= most || bytes > MOST_BYTES) {
                break;
            }
            alerts.add(alert);
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("version", "4");
        body.put("receiver", message.receiver());
        body.put("status", message.status());
        body.put("alerts", alerts);
        body.put("groupLabels", message.groupLabels());
        body.put("commonLabels", message.commonLabels());
        body.put("commonAnnotations", message.commonAnnotations());
        body.put("externalURL", message.url());
        body.put("groupKey", message.groupKey());
        body.put("truncatedAlerts", message.alerts().size() - alerts.size());
        return Json.write(body);
    }

    /** An alert as Alertmanager's webhook and its API have it, but for what only one of them has. */
    static Map<String, Object> alert(Item item, String endWhileFiring) {
        Instant end = item.endsAt();
        Map<String, Object> alert = new LinkedHashMap<>();
        alert.put("labels", item.labels());
        alert.put("annotations", item.annotations());
        alert.put("startsAt", item.startsAt().toString());
        alert.put("endsAt", end == null ? endWhileFiring : end.toString());
        alert.put("generatorURL", "");
        return alert;
    }

    private static String hmac(String key, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), mac.getAlgorithm()));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java platform has HmacSHA256", missing);
        }
    }
}
