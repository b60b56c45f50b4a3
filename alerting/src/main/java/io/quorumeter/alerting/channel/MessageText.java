package io.quorumeter.alerting.channel;

import io.quorumeter.alerting.channel.Message.Item;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A message as text for people. */
final class MessageText {
    private static final int MOST_ALERTS = 20;

    private MessageText() {}

    /** One line: the state, how many alerts fire, the node, and what the alerts have in common. */
    static String title(Message message) {
        int firing = message.firing().size();
        String count = firing == 0 ? "" : ":" + firing;
        String node = message.node().isEmpty() ? "" : message.node() + ": ";
        Map<String, String> others = message.commonLabels();
        others.keySet().removeAll(message.groupLabels().keySet());
        String group = String.join(" ", message.groupLabels().values());
        String common = String.join(" ", new TreeMap<>(others).values());
        String what = common.isEmpty() ? group : group.isEmpty() ? common : group + " (" + common + ")";
        return "[" + message.status().toUpperCase(Locale.ROOT) + count + "] " + node + what;
    }

    /** A paragraph for each of the first alerts: state, name, labels, what is wrong, what to do, since when. */
    static String body(Message message) {
        List<Item> alerts = message.alerts();
        String text =
                alerts.stream().limit(MOST_ALERTS).map(MessageText::paragraph).collect(Collectors.joining("\n"));
        int more = alerts.size() - MOST_ALERTS;
        return more > 0 ? text + "\n… and " + more + " more\n" : text;
    }

    private static String paragraph(Item alert) {
        Map<String, String> labels = new LinkedHashMap<>(alert.labels());
        String name = labels.remove("alertname");
        String text = alert.status() + " " + name + " " + new TreeMap<>(labels) + ": "
                + alert.annotations().getOrDefault("summary", "") + "\n";
        String description = alert.annotations().getOrDefault("description", "");
        return text + (description.isEmpty() ? "" : description + "\n")
                + (alert.endsAt() == null
                        ? "since " + alert.startsAt()
                        : "from " + alert.startsAt() + " to " + alert.endsAt())
                + "\n";
    }
}
