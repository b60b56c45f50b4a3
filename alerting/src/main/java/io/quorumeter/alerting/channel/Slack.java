package io.quorumeter.alerting.channel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Slack's incoming webhook: a message with one attachment, red while an alert fires and green when all are over. */
final class Slack {
    static final Set<String> KEYS = Settings.keys("api_url* webhook_url* channel username icon_emoji icon_url timeout");
    static final Set<String> FOREIGN = Settings.keys(
            "color title title_link pretext text fallback fields short_fields footer"
                    + " callback_id image_url thumb_url link_names mrkdwn_in actions message_text app_token app_token_file app_url");

    private Slack() {}

    static Channel read(Settings settings, Settings global) {
        Secret url = settings.secret("api_url", "webhook_url")
                .or(() -> global.secret("slack_api_url"))
                .orElseThrow(() -> settings.wrong("webhook_url_file is missing, and global has no slack_api_url_file"));
        Map<String, Object> head = new LinkedHashMap<>();
        for (String key : List.of("channel", "username", "icon_emoji", "icon_url")) {
            settings.text(key).ifPresent(text -> head.put(key, text));
        }
        return new HttpChannel("slack", settings, global, url)
                .posting(message -> body(head, message), (http, body) -> http.request(url.value(), body));
    }

    private static byte[] body(Map<String, Object> head, Message message) {
        String title = escaped(MessageText.title(message));
        Map<String, Object> attachment = new LinkedHashMap<>();
        attachment.put("fallback", title);
        attachment.put("title", title);
        if (!message.url().isEmpty()) {
            attachment.put("title_link", message.url());
        }
        attachment.put("text", escaped(MessageText.body(message)));
        attachment.put("color", message.status().equals("firing") ? "danger" : "good");
        Map<String, Object> body = new LinkedHashMap<>(head);
        body.put("attachments", List.of(attachment));
        return Json.write(body);
    }

    /** Escapes the three characters that mean something to Slack, so that the text of an alert mentions no person. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
