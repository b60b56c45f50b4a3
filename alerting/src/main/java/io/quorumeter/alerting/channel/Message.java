package io.quorumeter.alerting.channel;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver is notified of, in Alertmanager's terms.
 *
 * @param node which node it is about, for people and for services that many nodes notify; may be empty
 * @param url where the node's own page is; may be empty
 * @param receiver who is notified
 * @param groupKey identifies the group within the node
 * @param groupLabels the labels by which its alerts are grouped
 * @param isNews whether alerts began, or those that fire are repeated; otherwise some are over, and that is all
 * @param alerts those that fire, then those that are over since the last message
 */
public record Message(
        String node,
        String url,
        String receiver,
        String groupKey,
        Map<String, String> groupLabels,
        boolean isNews,
        List<Item> alerts) {
    /**
     * Copies the lists.
     *
     * @param node which node it is about, for people and for services that many nodes notify; may be empty
     * @param url where the node's own page is; may be empty
     * @param receiver who is notified
     * @param groupKey identifies the group within the node
     * @param groupLabels the labels by which its alerts are grouped
     * @param isNews whether alerts began, or those that fire are repeated; otherwise some are over, and that is all
     * @param alerts those that fire, then those that are over since the last message
     */
    public Message {
        alerts = List.copyOf(alerts);
    }

    /**
     * One alert of a message.
     *
     * @param fingerprint identifies it
     * @param labels with {@code alertname} and {@code severity}
     * @param annotations such as {@code summary} and {@code description}
     * @param startsAt when it began
     * @param endsAt when it was over; null while it fires
     */
    public record Item(
            String fingerprint,
            Map<String, String> labels,
            Map<String, String> annotations,
            Instant startsAt,
            @Nullable Instant endsAt) {
        boolean isFiring() {
            return endsAt == null;
        }

        String status() {
            return isFiring() ? "firing" : "resolved";
        }
    }

    List<Item> firing() {
        return alerts.stream().filter(Item::isFiring).toList();
    }

    List<Item> resolved() {
        return alerts.stream().filter(alert -> !alert.isFiring()).toList();
    }

    String status() {
        return firing().isEmpty() ? "resolved" : "firing";
    }

    Message withoutResolved() {
        return new Message(node, url, receiver, groupKey, groupLabels, isNews, firing());
    }

    Map<String, String> commonLabels() {
        return common(Item::labels);
    }

    Map<String, String> commonAnnotations() {
        return common(Item::annotations);
    }

    private Map<String, String> common(Function<Item, Map<String, String>> texts) {
        List<Map<String, String>> all =
                new ArrayList<>(alerts.stream().map(texts).toList());
        Map<String, String> common = new LinkedHashMap<>(all.isEmpty() ? Map.of() : all.get(0));
        all.forEach(one -> common.entrySet().retainAll(one.entrySet()));
        return common;
    }
}
