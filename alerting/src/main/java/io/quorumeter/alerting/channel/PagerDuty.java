package io.quorumeter.alerting.channel;

import io.quorumeter.alerting.channel.Message.Item;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * PagerDuty's Events API v2: an incident for each group of a node, triggered while alerts of the group fire and resolved when all are over.
 * A record has no routing key, which is added when it is sent.
 */
final class PagerDuty {
    static final Set<String> KEYS =
            Settings.keys("routing_key* url severity client client_url class component group source timeout");
    static final Set<String> FOREIGN = Settings.keys("service_key service_key_file description details images links");

    /** What the service takes, from bad to harmless; Alertmanager's and our own severities are among them. */
    private static final List<String> SEVERITIES = List.of("critical", "error", "warning", "info");

    private static final int MOST_SUMMARY = 1_024;

    private PagerDuty() {}

    static Channel read(Settings settings, Settings global) {
        Secret key = settings.required("routing_key");
        settings.value("severity").ifPresent(value -> {
            if (!SEVERITIES.contains(value.text())) {
                throw value.wrong("'" + value.text() + "' is no severity of PagerDuty; there are " + SEVERITIES);
            }
        });
        Secret url = Secret.literal(
                "url",
                settings.text("url")
                        .or(() -> global.text("pagerduty_url"))
                        .orElse("https://events.pagerduty.com/v2/enqueue"));
        return new HttpChannel("pagerduty", settings, global, url)
                .hiding(key)
                .posting(
                        message -> Json.write(event(settings, message)),
                        (http, record) -> http.request(url.value(), withKey(key.value(), record)));
    }

    private static Map<String, Object> event(Settings settings, Message message) {
        Map<String, Object> event = new LinkedHashMap<>();
        boolean fires = message.status().equals("firing");
        event.put("event_action", fires ? "trigger" : "resolve");
        event.put("dedup_key", incident(message));
        event.put("client", settings.text("client").orElse("Quorumeter"));
        settings.text("client_url").ifPresent(url -> event.put("client_url", url));
        if (!message.url().isEmpty()) {
            event.putIfAbsent("client_url", message.url());
        }
        String title = MessageText.title(message);
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("summary", title.substring(0, Math.min(title.length(), MOST_SUMMARY)));
        payload.put("source", settings.text("source").orElse(message.node().isEmpty() ? "quorumeter" : message.node()));
        payload.put("severity", settings.text("severity").orElseGet(() -> severity(message)));
        for (String key : List.of("class", "component", "group")) {
            settings.text(key).ifPresent(text -> payload.put(key, text));
        }
        payload.put(
                "custom_details",
                Map.of(
                        "alerts", MessageText.body(message),
                        "num_firing", message.firing().size(),
                        "num_resolved", message.resolved().size()));
        event.put("payload", payload);
        return event;
    }

    /** The worst of what fires; an alert with a severity that the service does not know counts as an error. */
    private static String severity(Message message) {
        return message.firing().stream()
                .map(Item::labels)
                .map(labels -> labels.getOrDefault("severity", "error"))
                .map(severity -> SEVERITIES.contains(severity) ? severity : "error")
                .min((one, other) -> Integer.compare(SEVERITIES.indexOf(one), SEVERITIES.indexOf(other)))
                .orElse("info");
    }

    /** The same for all messages of a group, and another one for each node. */
    private static String incident(Message message) {
        try {
            String group = message.node() + "\n" + message.groupKey();
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(group.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }

    private static byte[] withKey(String key, byte[] record) {
        String rest = new String(record, StandardCharsets.UTF_8).substring(1);
        String quoted = new String(Json.write(key), StandardCharsets.UTF_8);
        return ("{\"routing_key\":" + quoted + "," + rest).getBytes(StandardCharsets.UTF_8);
    }
}
