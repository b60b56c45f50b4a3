package io.quorumeter.alerting.channel;

import io.quorumeter.alerting.file.FileValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Reads the receivers of a routing file: Alertmanager's lists, such as {@code slack_configs}, and the short form {@code slack}, which has
 * one channel or a list of them. Both have the same keys.
 */
public final class ReceiverReader {
    private static final String LIST = "_configs";
    private static final Set<String> COMMON = Settings.keys("send_resolved http_config");
    private static final Map<String, Kind> KINDS = Map.of(
            "webhook", new Kind(Webhook.KEYS, Webhook.FOREIGN, true, Webhook::read),
            "slack", new Kind(Slack.KEYS, Slack.FOREIGN, false, Slack::read),
            "pagerduty", new Kind(PagerDuty.KEYS, PagerDuty.FOREIGN, true, PagerDuty::read),
            "alertmanager", new Kind(Alertmanager.KEYS, Set.of(), true, Alertmanager::read),
            "email", new Kind(Email.KEYS, Email.FOREIGN, false, Email::read));
    private static final Set<String> FOREIGN_KINDS =
            Settings.keys("discord incidentio jira mattermost msteams msteamsv2"
                    + " opsgenie pushover rocketchat sns telegram victorops webex wechat");
    private static final Set<String> GLOBAL = Settings.keys("smtp_from smtp_smarthost smtp_hello smtp_auth_username"
            + " smtp_auth_password* smtp_require_tls slack_api_url* pagerduty_url http_config");
    private static final Set<String> GLOBAL_FOREIGN =
            Settings.keys("resolve_timeout smtp_auth_identity smtp_auth_secret"
                    + " smtp_auth_secret_file smtp_tls_config opsgenie_api_url opsgenie_api_key opsgenie_api_key_file"
                    + " victorops_api_url victorops_api_key victorops_api_key_file wechat_api_url wechat_api_secret"
                    + " wechat_api_secret_file wechat_api_corp_id telegram_api_url telegram_bot_token telegram_bot_token_file"
                    + " webex_api_url jira_api_url rocketchat_api_url rocketchat_token rocketchat_token_file rocketchat_token_id"
                    + " rocketchat_token_id_file slack_app_token slack_app_token_file slack_app_url mattermost_webhook_url"
                    + " mattermost_webhook_url_file hipchat_api_url hipchat_auth_token");

    private final Path folder;
    private final Settings global;
    private final List<String> warnings;

    /**
     * The keys of a kind of channel, and what makes a channel of its settings and the global ones. {@code sendsResolved} is Alertmanager's
     * default for its list; the short form has true.
     */
    private record Kind(
            Set<String> known,
            Set<String> foreign,
            boolean sendsResolved,
            BiFunction<Settings, Settings, Channel> reader) {}

    /**
     * Reads what the receivers of a file share.
     *
     * @param folder where names of files begin that are relative
     * @param global the value of the key {@code global}
     * @param warnings takes what has no effect, each with its place
     */
    public ReceiverReader(Path folder, FileValue global, List<String> warnings) {
        this.folder = folder;
        this.warnings = warnings;
        this.global = new Settings(global, folder, GLOBAL, GLOBAL_FOREIGN, warnings);
    }

    /** {@return the keys that a receiver may have beside its name} */
    public static Set<String> keys() {
        Set<String> keys = new LinkedHashSet<>(List.of("log", "console", "file"));
        KINDS.keySet().forEach(kind -> keys.addAll(List.of(kind, kind + LIST)));
        FOREIGN_KINDS.forEach(kind -> keys.add(kind + LIST));
        return keys;
    }

    /**
     * Reads a receiver.
     *
     * @param keys its values, of {@link #keys}
     * @return its channels
     */
    public Receiver read(Map<String, FileValue> keys) {
        List<Channel> channels = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        keys.forEach((key, value) -> {
            Kind kind = KINDS.get(key.replace(LIST, ""));
            if (kind != null) {
                for (FileValue one : value.isList() || key.endsWith(LIST) ? value.list() : List.of(value)) {
                    channels.add(channel(kind, one, kind.sendsResolved || !key.endsWith(LIST)));
                }
            } else if (key.equals("file")) {
                Settings settings = new Settings(value, folder, Set.of("path"), Set.of(), warnings);
                files.add(settings.file("path").orElseThrow(() -> value.wrong("path is missing")));
            } else if (key.endsWith(LIST)) {
                warnings.add(value.wrong("has no effect here").getMessage());
            } else {
                value.map(Set.of());
            }
        });
        return new Receiver(channels, keys.containsKey("log"), keys.containsKey("console"), files);
    }

    private Channel channel(Kind kind, FileValue value, boolean sendsResolved) {
        Set<String> known = new LinkedHashSet<>(kind.known);
        known.addAll(COMMON);
        Settings settings = new Settings(value, folder, known, kind.foreign, warnings);
        return kind.reader.apply(settings, global).sendingResolved(settings.truth("send_resolved", sendsResolved));
    }
}
