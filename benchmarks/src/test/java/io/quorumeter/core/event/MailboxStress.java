package io.quorumeter.core.event;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** An event is published while the thread that hands events over finds nothing more to do: none stays behind. */
public final class MailboxStress {
    private static final int STAYED_BEHIND = -1;
    private static final int SPINS = 100_000;

    private MailboxStress() {}

    private static final class Events {
        private final AtomicInteger seen = new AtomicInteger();
        private final Mailbox<Integer> mailbox;

        Events(Duration idle) {
            Loop.Starter loops = (name, step) -> new ThreadLoop(name, step, () -> {}, idle);
            mailbox = new Mailbox<>("stress", 8, (why, event) -> {}, loops, this::add);
        }

        private long add() {
            for (Integer event = mailbox.poll(); event != null; event = mailbox.poll()) {
                seen.addAndGet(event);
            }
            return Loop.WHEN_WOKEN;
        }

        void publish(int event) {
            mailbox.offer(event);
        }

        /** Publishes as soon as the other's event was handed over: just when the thread looks whether there is more. */
        void publishAfterwards(int event) {
            for (int i = 0; i < SPINS && seen.get() == 0; i++) {
                Thread.onSpinWait();
            }
            mailbox.offer(event);
        }

        int all() {
            try {
                mailbox.flush().get(10, TimeUnit.SECONDS);
                return seen.get();
            } catch (TimeoutException e) {
                return STAYED_BEHIND;
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException(e);
            } finally {
                mailbox.close();
            }
        }
    }

    /** The thread ends at once when there is nothing to do. */
    @JCStressTest
    @Outcome(id = "3", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "an event stayed behind, or was handed over twice")
    @State
    public static class Ending {
        private final Events events = new Events(Duration.ZERO);

        /** Publishes. */
        @Actor
        public void one() {
            events.publish(1);
        }

        /** Publishes when the thread is about to end. */
        @Actor
        public void two() {
            events.publishAfterwards(2);
        }

        /** Waits until all were handed over. */
        @Arbiter
        public void all(I_Result result) {
            result.r1 = events.all();
        }
    }

    /** The thread sleeps when there is nothing to do. */
    @JCStressTest
    @Outcome(id = "3", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "an event stayed behind, or was handed over twice")
    @State
    public static class Sleeping {
        private final Events events = new Events(Duration.ofMinutes(1));

        /** Publishes. */
        @Actor
        public void one() {
            events.publish(1);
        }

        /** Publishes when the thread is about to sleep. */
        @Actor
        public void two() {
            events.publishAfterwards(2);
        }

        /** Waits until all were handed over. */
        @Arbiter
        public void all(I_Result result) {
            result.r1 = events.all();
        }
    }
}
