package io.quorumeter.alerting.alert;

import static io.quorumeter.alerting.route.Notice.Reason.REPEAT;

import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.alerting.channel.Channel;
import io.quorumeter.alerting.channel.ChannelSender;
import io.quorumeter.alerting.channel.Message;
import io.quorumeter.alerting.channel.Receiver;
import io.quorumeter.alerting.channel.Undelivered;
import io.quorumeter.alerting.route.Notice;
import io.quorumeter.core.delivery.Answer.Verdict;
import io.quorumeter.promql.model.Labels;
import io.quorumeter.spi.FirstFailure;
import io.quorumeter.spi.GuardedThread;
import io.quorumeter.spi.SteadyClock;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The channels that the receivers of the routes have. Notices of one receiver are offered by one thread at a time. */
final class Channels implements AutoCloseable {
    private final AlertManagerBuilder settings;
    private final AlertMetrics metrics;
    private final Map<String, List<Consumer<Notice<Alert>>>> byReceiver = new HashMap<>();
    private final Map<String, Integer> names = new HashMap<>();
    private final List<HandlerQueue> queues = new ArrayList<>();
    private final Map<String, List<ChannelSender>> senders = new HashMap<>();
    private final List<PrintStream> files = new ArrayList<>();

    /**
     * Opens them.
     *
     * @throws IllegalArgumentException when one cannot work as it is described
     * @throws UncheckedIOException when a spool or file cannot be opened
     */
    Channels(AlertManagerBuilder settings, AlertMetrics metrics) {
        this.settings = settings;
        this.metrics = metrics;
        if (settings.routing != null) {
            try {
                settings.routing.receivers().forEach(this::open);
            } catch (IllegalArgumentException | UncheckedIOException failed) {
                close();
                throw failed;
            }
        }
    }

    private void open(String receiver, Receiver described) {
        if (described.isEmpty()) {
            return;
        }
        List<Consumer<Notice<Alert>>> ways = byReceiver.computeIfAbsent(receiver, any -> new ArrayList<>());
        for (Channel channel : described.channels()) {
            ways.add(sending(receiver, name(receiver, channel.kind()), channel));
        }
        if (described.logs()) {
            ways.add(calling(name(receiver, "log"), new LogAlertHandler()));
        }
        if (described.prints()) {
            ways.add(calling(name(receiver, "console"), new ConsoleAlertHandler(System.out)));
        }
        for (Path file : described.files()) {
            ways.add(calling(name(receiver, "file"), new ConsoleAlertHandler(appending(file))));
        }
    }

    /** Names a channel for metrics, people and its folder. */
    private String name(String receiver, String kind) {
        String name = receiver + "/" + kind;
        int before = names.merge(name, 1, Integer::sum) - 1;
        return before == 0 ? name : name + "-" + (before + 1);
    }

    private PrintStream appending(Path file) {
        try {
            OutputStream end = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            PrintStream printer = new PrintStream(end, false, StandardCharsets.UTF_8);
            files.add(printer);
            return printer;
        } catch (IOException failed) {
            throw new UncheckedIOException("alerts cannot be written to " + file, failed);
        }
    }

    private Consumer<Notice<Alert>> calling(String name, AlertHandler handler) {
        HandlerQueue queue = new HandlerQueue(
                name, handler, settings.retries, settings.nanoTime, metrics.notifications(name), settings.loops);
        queues.add(queue);
        return queue::offer;
    }

    private Consumer<Notice<Alert>> sending(String receiver, String name, Channel channel) {
        By<HandlerQueue.Result, Counter> counts = metrics.notifications(name);
        SteadyClock clock = settings.collector.provider().clock();
        Path spool = settings.dataFolder == null
                ? null
                : settings.dataFolder.resolve("channels").resolve(name.replaceAll("[^\\w-]", "_"));
        try {
            ChannelSender sender = ChannelSender.open(
                    name,
                    channel,
                    spool,
                    settings.loops,
                    clock,
                    verdict -> counts.of(result(verdict)).increment());
            senders.computeIfAbsent(receiver, any -> new ArrayList<>()).add(sender);
            FirstFailure first = new FirstFailure("channel '" + name + "'", "quorumeter_alert_notifications_total");
            return notice -> {
                boolean[] taken = new boolean[1];
                Throwable thrown = GuardedThread.call(() -> taken[0] = sender.offer(message(notice)));
                if (thrown != null) {
                    first.threw(thrown);
                }
                if (!taken[0]) {
                    counts.of(HandlerQueue.Result.DROPPED).increment();
                }
            };
        } catch (IOException failed) {
            throw new UncheckedIOException("channel " + name + " has no spool", failed);
        }
    }

    private static HandlerQueue.Result result(Verdict verdict) {
        return switch (verdict) {
            case DELIVERED -> HandlerQueue.Result.OK;
            case RETRY -> HandlerQueue.Result.FAILED;
            case REFUSED -> HandlerQueue.Result.DROPPED;
        };
    }

    private Message message(Notice<Alert> notice) {
        return new Message(
                settings.node,
                settings.url,
                notice.receiver(),
                notice.key(),
                notice.group().toMap(),
                notice.reason() == REPEAT || !notice.begun().isEmpty(),
                Stream.concat(notice.firing().stream(), notice.ended().stream())
                        .map(Channels::item)
                        .toList());
    }

    private static Message.Item item(Alert alert) {
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put("summary", alert.summary());
        if (!alert.suggestion().isEmpty()) {
            annotations.put("description", alert.suggestion());
        }
        return new Message.Item(
                alert.id(), alert.allLabels().toMap(), annotations, alert.firedAt(), alert.resolvedAt());
    }

    /** The names of receivers with channels. */
    Set<String> receivers() {
        return byReceiver.keySet();
    }

    /** Passes a notice to the channels of its receiver; completes when their spools have it. Never waits. */
    CompletableFuture<Void> offer(Notice<Alert> notice) {
        byReceiver.getOrDefault(notice.receiver(), List.of()).forEach(way -> way.accept(notice));
        return CompletableFuture.allOf(senders.getOrDefault(notice.receiver(), List.of()).stream()
                .map(ChannelSender::kept)
                .toArray(CompletableFuture[]::new));
    }

    /** Takes up which alerts that fire a receiver knew of before the process started. */
    void resume(String receiver, List<Alert> known) {
        Message message = message(new Notice<>("", receiver, Labels.EMPTY, REPEAT, known, List.of(), List.of()));
        senders.getOrDefault(receiver, List.of()).forEach(sender -> sender.resume(message));
    }

    private Stream<ChannelSender> senders() {
        return senders.values().stream().flatMap(List::stream);
    }

    /** What did not reach the other side. */
    List<Undelivered> undelivered() {
        return senders().flatMap(sender -> sender.undelivered().stream()).toList();
    }

    @Override
    public void close() {
        queues.forEach(HandlerQueue::close);
        senders().forEach(ChannelSender::close);
        queues.forEach(HandlerQueue::awaitEnd);
        files.forEach(PrintStream::close);
    }
}
