package io.quorumeter.core.delivery;

import io.quorumeter.core.event.Loop;
import io.quorumeter.spi.GuardedThread;
import io.quorumeter.spi.SteadyClock;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Sends a backlog's records one at a time, each until the target has taken or refused it. Used by one thread at a time, which never waits
 * in it: {@link #advance} does what is due and returns when there will be more.
 */
final class Sender {
    private final String name;
    private final Target target;
    private final DeliveryPolicy policy;
    private final Backlog backlog;
    private final DeliveryStatistics statistics;
    private final SteadyClock clock;
    private final RandomGenerator random;
    private final Runnable wake;
    private @Nullable Entry entry;
    private @Nullable CompletableFuture<Answer> attempt;
    private int failures;
    private long due;
    private boolean failureLogged;
    private boolean refusalLogged;

    /** With what has {@link #advance} called soon, from any thread. */
    Sender(
            String name,
            Target target,
            DeliveryPolicy policy,
            Backlog backlog,
            DeliveryStatistics statistics,
            SteadyClock clock,
            RandomGenerator random,
            Runnable wake) {
        this.name = name;
        this.target = target;
        this.policy = policy;
        this.backlog = backlog;
        this.statistics = statistics;
        this.clock = clock;
        this.random = random;
        this.wake = wake;
    }

    /** Whether there is a record that was neither delivered nor refused. */
    boolean isSending() {
        return entry != null;
    }

    /** Does one thing that is due; returns after how many nanoseconds the next one is, as a {@link Loop}'s step. */
    long advance() {
        CompletableFuture<Answer> begun = attempt;
        long left = due - clock.nanos();
        if (entry == null) {
            return take() ? 0 : Loop.WHEN_WOKEN;
        }
        if (left > 0 && (begun == null || !begun.isDone())) {
            return left;
        }
        if (begun == null) {
            begin(entry);
        } else {
            attempt = null;
            settle(answer(begun), entry);
        }
        return 0;
    }

    private boolean take() {
        entry = backlog.take();
        failures = 0;
        due = clock.nanos();
        if (entry == null) {
            statistics.noneWaits();
        } else {
            statistics.oldest(entry.millis);
        }
        return entry != null;
    }

    private void begin(Entry sent) {
        due = clock.nanos() + policy.timeout().toNanos();
        Throwable thrown = GuardedThread.call(() -> {
            CompletableFuture<Answer> begun = target.send(sent.body);
            var unused = begun.whenComplete((answer, failed) -> wake.run());
            attempt = begun;
        });
        if (thrown != null) {
            attempt = CompletableFuture.failedFuture(thrown);
        }
    }

    /** Gives up the attempt under way, and closes the backlog. */
    void close() {
        CompletableFuture<Answer> begun = attempt;
        if (begun != null) {
            GuardedThread.call(() -> begun.cancel(true));
        }
        backlog.close(entry);
    }

    private Answer answer(CompletableFuture<Answer> ended) {
        if (!ended.isDone()) {
            GuardedThread.call(() -> ended.cancel(true));
            return Answer.retry("no answer within " + policy.timeout(), Duration.ZERO);
        }
        try {
            return ended.join();
        } catch (CompletionException | CancellationException failed) {
            Throwable cause = failed.getCause();
            return Answer.retry(String.valueOf(cause == null ? failed : cause), Duration.ZERO);
        }
    }

    private void settle(Answer answer, Entry sent) {
        switch (answer.verdict()) {
            case DELIVERED -> {
                statistics.delivered(sent.body.length);
                done();
            }
            case REFUSED -> {
                statistics.dropped(DropReason.REFUSED, 1, sent.body.length);
                refusalLogged = refusalLogged || log("refused a record", answer);
                done();
            }
            case RETRY -> {
                statistics.retry();
                failures++;
                due = clock.nanos() + pauseNanos(answer.after());
                failureLogged = failureLogged || log("did not take a record, which is sent again", answer);
            }
        }
    }

    private void done() {
        backlog.acknowledge();
        entry = null;
    }

    /** Doubles with each failure up to a limit, and half of it is random; longer when the target asks for it. */
    private long pauseNanos(Duration after) {
        long longest = policy.longestPause().toNanos();
        long pause = policy.firstPause().toNanos();
        for (int i = 1; i < failures && pause < longest; i++) {
            pause = Math.min(2 * pause, longest);
        }
        long jittered = pause / 2 + random.nextLong(pause / 2 + 1);
        return Math.max(
                jittered, Math.min(after.toNanos(), policy.longestRetryAfter().toNanos()));
    }

    private boolean log(String what, Answer answer) {
        GuardedThread.log(
                System.Logger.Level.WARNING,
                "target '" + name + "' " + what + "; the next time is only counted: " + answer.reason(),
                null);
        return true;
    }
}
