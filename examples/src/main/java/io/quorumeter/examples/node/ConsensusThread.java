package io.quorumeter.examples.node;

import io.quorumeter.BusyTime;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.ProcessingStage;
import io.quorumeter.examples.node.Inbox.Arrival;
import io.quorumeter.testkit.hotstuff2.Message;
import io.quorumeter.testkit.hotstuff2.StateMachine;
import io.quorumeter.testkit.hotstuff2.TimerKind;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.ObjLongConsumer;

/**
 * The one thread that owns the state machine: it takes a message or an expired timer, hands it over, and by the time that call returns,
 * everything that follows from it has been done. Other threads reach it only through the queue, which is bounded.
 */
final class ConsensusThread {

    private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(1);
    private static final long PEERS_WAIT = TimeUnit.MILLISECONDS.toNanos(500);

    private final Inbox inbox;
    private final ReceivedMessages received;
    private final StateMachine replica;
    private final LongSupplier committedHeight;
    private final NodeEffects effects;
    private final Timers timers;
    private final HotStuff2Events events;
    private final ObjLongConsumer<Message> handled;
    private final BusyTime busy;
    private final LongSupplier clock;
    private final BooleanSupplier peersAreThere;
    private final Consumer<Throwable> failed;
    private final Thread thread;
    private volatile long haltAt = Long.MAX_VALUE;
    private volatile boolean halted;
    private volatile boolean stopped;

    ConsensusThread(
            String name,
            Inbox inbox,
            ReceivedMessages received,
            StateMachine replica,
            LongSupplier committedHeight,
            NodeEffects effects,
            Timers timers,
            HotStuff2Events events,
            ObjLongConsumer<Message> handled,
            BusyTime busy,
            LongSupplier clock,
            BooleanSupplier peersAreThere,
            Consumer<Throwable> failed) {
        this.inbox = inbox;
        this.received = received;
        this.replica = replica;
        this.committedHeight = committedHeight;
        this.effects = effects;
        this.timers = timers;
        this.events = events;
        this.handled = handled;
        this.busy = busy;
        this.clock = clock;
        this.peersAreThere = peersAreThere;
        this.failed = failed;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /**
     * Has the replica go no further after the step that commits this height: it then only answers those that are behind. One step may
     * commit several blocks and so pass the height.
     */
    void haltAt(long height) {
        haltAt = height;
        inbox.wakeUp();
    }

    boolean isHalted() {
        return halted;
    }

    /** Ends the thread after its current step and waits for it. */
    void stop() {
        stopped = true;
        inbox.wakeUp();
        boolean interrupted = false;
        while (thread.isAlive() && Thread.currentThread() != thread) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            awaitPeers();
            replica.start(clock.getAsLong());
            while (!stopped && effects.failure() == null) {
                step();
            }
            if (effects.failure() != null) {
                failed.accept(effects.failure());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            failed.accept(e);
        }
    }

    /** A view that begins before anybody can be reached only times out. */
    private void awaitPeers() throws InterruptedException {
        long deadline = clock.getAsLong() + PEERS_WAIT;
        while (!stopped && !peersAreThere.getAsBoolean() && clock.getAsLong() - deadline < 0) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    private void step() throws InterruptedException {
        long wait = timers.remaining(clock.getAsLong(), LONGEST_WAIT);
        Arrival arrival = wait > 0 ? inbox.poll(wait) : null;
        long now = clock.getAsLong();
        busy.begin(now);
        Message message = arrival == null ? null : arrival.message();
        if (arrival != null && message != null) {
            take(arrival, message, now);
        } else if (arrival == null) {
            TimerKind expired = timers.expired(now);
            if (expired != null) {
                replica.onTimer(expired, now);
            }
        }
        if (!halted && committedHeight.getAsLong() >= haltAt) {
            timers.cancelAll();
            halted = true;
        }
        long end = clock.getAsLong();
        if (message != null) {
            handled.accept(message, end - now);
        }
        busy.end(end);
    }

    private void take(Arrival arrival, Message message, long now) {
        events.queueChanged(ProcessingStage.CONSENSUS, inbox.size());
        events.queueWaited(ProcessingStage.CONSENSUS, now - arrival.at());
        if (!halted || message instanceof Message.Fetch) {
            replica.onMessage(message, received.keep(message), now);
        }
    }
}
