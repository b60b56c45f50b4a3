package io.quorumeter.examples.node.transport;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** One thread that waits for sockets, timers and errands at once. All but {@link #execute} and {@link #stop} belongs to that thread. */
final class EventLoop {

    /** Owns a registered channel. */
    interface Handler {
        /** The channel can do something it is interested in. Failures are the handler's own to treat. */
        void ready();
    }

    private record Timer(long at, long order, Runnable action) {}

    private final LongSupplier clock;
    private final Consumer<Throwable> failed;
    private final Selector selector;
    private final Thread thread;
    private final Queue<Runnable> errands = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean awake = new AtomicBoolean();
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparingLong(Timer::at).thenComparingLong(Timer::order));
    private long timersSet;
    private volatile boolean stopped;

    /** Opens the selector; {@code failed} is told if the thread dies of an error. */
    EventLoop(String name, LongSupplier clock, Consumer<Throwable> failed) throws IOException {
        this.clock = clock;
        this.failed = failed;
        this.selector = Selector.open();
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Ends the thread after its current step and waits for it; every channel still registered is closed. */
    void stop() {
        stopped = true;
        if (thread.getState() == Thread.State.NEW) {
            closeAll();
            return;
        }
        selector.wakeup();
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

    /** Has the thread do something soon. Callable from anywhere. */
    void execute(Runnable errand) {
        errands.add(errand);
        if (awake.compareAndSet(false, true)) {
            selector.wakeup();
        }
    }

    void schedule(long delayNanos, Runnable action) {
        timers.add(new Timer(clock.getAsLong() + delayNanos, timersSet++, action));
    }

    SelectionKey register(SelectableChannel channel, int interest, Handler handler) throws IOException {
        channel.configureBlocking(false);
        return channel.register(selector, interest, handler);
    }

    private void run() {
        try {
            while (!stopped) {
                step();
            }
        } catch (IOException | RuntimeException | Error e) {
            failed.accept(e);
        } finally {
            closeAll();
        }
    }

    private void step() throws IOException {
        long wait = nanosToNextTimer();
        if (wait > 0 && errands.isEmpty()) {
            selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(Math.min(wait, TimeUnit.SECONDS.toNanos(1)))));
        } else {
            selector.selectNow();
        }
        awake.set(false);
        for (Runnable errand = errands.poll(); errand != null; errand = errands.poll()) {
            errand.run();
        }
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.isValid()) {
                ((Handler) key.attachment()).ready();
            }
        }
        selector.selectedKeys().clear();
        fireTimers();
    }

    private long nanosToNextTimer() {
        Timer next = timers.peek();
        return next == null ? Long.MAX_VALUE : next.at - clock.getAsLong();
    }

    private void fireTimers() {
        long now = clock.getAsLong();
        for (Timer next = timers.peek(); next != null && next.at - now <= 0; next = timers.peek()) {
            timers.remove();
            next.action.run();
        }
    }

    private void closeAll() {
        for (SelectionKey key : selector.keys()) {
            closeQuietly(key.channel());
        }
        closeQuietly(selector);
    }

    static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception ignored) {
            // Nobody is left to be told, and nothing is left to be done.
        }
    }
}
