package io.quorumeter.alerting.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quorumeter.core.delivery.Answer;
import io.quorumeter.core.delivery.Delivery;
import io.quorumeter.core.delivery.DeliveryPolicy;
import io.quorumeter.core.event.Loop;
import io.quorumeter.spi.GuardedThread;
import io.quorumeter.spi.SteadyClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Passes messages to one channel, in order, each until the other side has taken or refused it. Nothing waits but {@link #close}. Safe from
 * any thread.
 *
 * <pre>record: title of the message | line feed | what the channel sends</pre>
 */
public final class ChannelSender implements AutoCloseable {
    private static final int MOST_REFUSED = 100;

    private final String name;
    private final Channel channel;
    private final SteadyClock clock;
    private final Consumer<Answer.Verdict> verdicts;
    private final Outlet outlet;
    private final Delivery delivery;
    private final @Nullable Loop resending;
    private final Deque<Undelivered> refused = new ArrayDeque<>();
    private @Nullable Undelivered failing;

    private ChannelSender(
            String name,
            Channel channel,
            @Nullable Path spool,
            Loop.Starter loops,
            SteadyClock clock,
            Consumer<Answer.Verdict> verdicts)
            throws IOException {
        this.name = name;
        this.channel = channel;
        this.clock = clock;
        this.verdicts = verdicts;
        this.outlet = channel.open(clock);
        this.delivery = Delivery.start(name, this::send, spool, policy(channel), loops, clock, new SplittableRandom());
        Duration pause = outlet.resendsEach();
        this.resending = pause.isZero() ? null : loops.start("quorumeter-resend-" + name, () -> resend(pause));
        if (resending != null) {
            resending.wake();
        }
    }

    /**
     * Opens a channel, with the messages that its spool still holds.
     *
     * @param name the receiver and the kind of channel, for people
     * @param channel where messages go
     * @param spool a folder of its own for messages that wait; null keeps them in memory
     * @param loops makes its loops
     * @param clock times attempts and dates messages
     * @param verdicts takes the end of each attempt, on any thread
     * @return to be closed
     * @throws IllegalArgumentException when a secret cannot be read, or settings contradict each other; the text has the name
     * @throws IOException when the spool is another's or cannot be opened
     */
    public static ChannelSender open(
            String name,
            Channel channel,
            @Nullable Path spool,
            Loop.Starter loops,
            SteadyClock clock,
            Consumer<Answer.Verdict> verdicts)
            throws IOException {
        try {
            return new ChannelSender(name, channel, spool, loops, clock, verdicts);
        } catch (IllegalArgumentException unusable) {
            throw new IllegalArgumentException("channel " + name + ": " + unusable.getMessage(), unusable);
        }
    }

    private static DeliveryPolicy policy(Channel channel) {
        DeliveryPolicy standard = DeliveryPolicy.standard();
        return new DeliveryPolicy(
                channel.timeout(),
                standard.firstPause(),
                standard.longestPause(),
                standard.longestRetryAfter(),
                standard.memoryBytes(),
                standard.diskBytes());
    }

    /**
     * Takes a message to be sent. One of alerts that are over is ignored where the channel sends no such messages.
     *
     * @param message what the receiver is notified of
     * @return whether it was taken or ignored; otherwise there is no room, and it is dropped
     */
    public boolean offer(Message message) {
        Message wanted = channel.sendsResolved() ? message : message.withoutResolved();
        boolean isIgnored = wanted.alerts().isEmpty() || (!channel.sendsResolved() && !message.isNews());
        return isIgnored || delivery.offer(framed(MessageText.title(wanted), outlet.record(wanted)));
    }

    /**
     * Takes up what the other side knew before the process started; a channel that sends it each minute goes on.
     *
     * @param message what fired then
     */
    public void resume(Message message) {
        if (resending != null) {
            outlet.record(message);
        }
    }

    /** {@return completes when the messages offered so far wait in the spool, where there is one, or in memory} */
    public CompletableFuture<Void> kept() {
        return delivery.kept();
    }

    private static byte[] framed(String title, byte[] body) {
        byte[] head = (title.replace('\n', ' ') + "\n").getBytes(UTF_8);
        byte[] record = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, record, head.length, body.length);
        return record;
    }

    private long resend(Duration pause) {
        if (outlet.hasMore() && delivery.statistics().pendingRecords() == 0) {
            delivery.offer(framed("what fires", new byte[0]));
        }
        return pause.toNanos();
    }

    private CompletableFuture<Answer> send(byte[] record) {
        int end = 0;
        while (record[end] != '\n') {
            end++;
        }
        String title = new String(record, 0, end, UTF_8);
        byte[] body = Arrays.copyOfRange(record, end + 1, record.length);
        List<CompletableFuture<Answer>> begun = new ArrayList<>();
        Throwable thrown = GuardedThread.call(() -> begun.add(outlet.send(body)));
        CompletableFuture<Answer> attempt = thrown == null ? begun.get(0) : CompletableFuture.failedFuture(thrown);
        CompletableFuture<Answer> judged = new CompletableFuture<>();
        var unusedEnd = attempt.whenComplete((answer, failed) -> {
            if (!judged.isDone()) {
                judged.complete(judge(title, answer, failed));
            }
        });
        var unusedTimeOut = judged.whenComplete((answer, failed) -> {
            if (judged.isCancelled()) {
                note(title, Answer.retry("no answer within " + channel.timeout(), Duration.ZERO));
                attempt.cancel(true);
            }
        });
        return judged;
    }

    private Answer judge(String title, @Nullable Answer answer, @Nullable Throwable failed) {
        Throwable cause = failed == null || failed.getCause() == null ? failed : failed.getCause();
        Answer judged = answer == null ? Answer.retry(String.valueOf(cause), Duration.ZERO) : answer;
        Answer shown = new Answer(judged.verdict(), channel.hideSecrets(judged.reason()), judged.after());
        note(title, shown);
        return shown;
    }

    private void note(String title, Answer answer) {
        verdicts.accept(answer.verdict());
        synchronized (refused) {
            Undelivered before = failing;
            boolean isTriedAgain = answer.verdict() == Answer.Verdict.RETRY;
            Undelivered now = new Undelivered(
                    name, title, before == null ? clock.instant() : before.since(), answer.reason(), isTriedAgain);
            failing = isTriedAgain ? now : null;
            if (answer.verdict() == Answer.Verdict.REFUSED) {
                refused.addLast(now);
                if (refused.size() > MOST_REFUSED) {
                    refused.removeFirst();
                }
            }
        }
    }

    /** {@return what was refused lately, and last what is tried again, if there is something} */
    public List<Undelivered> undelivered() {
        synchronized (refused) {
            List<Undelivered> all = new ArrayList<>(refused);
            if (failing != null) {
                all.add(failing);
            }
            return all;
        }
    }

    /** Ends the attempt under way; what waits stays in the spool, or is dropped where there is none. */
    @Override
    public void close() {
        if (resending != null) {
            resending.close();
        }
        delivery.close();
    }
}
