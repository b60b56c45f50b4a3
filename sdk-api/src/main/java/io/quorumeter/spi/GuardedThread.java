package io.quorumeter.spi;

import io.quorumeter.ThrowingRunnable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A daemon thread of the library, on which it runs the host's code: handlers, callbacks, health checks, listeners, clocks and loggers.
 * An exception of such code does not end a loop, and an interrupt flag that it leaves set does not reach the next call.
 *
 * <p>{@link #call} guards a single call. {@link #lasting} makes a thread whose loop starts again when it ends by an error nevertheless.
 */
public class GuardedThread extends Thread {
    /** The family that counts loops that ended by an error and were started again; it has no labels. */
    public static final String RESTARTS = "quorumeter_thread_restarts_total";

    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    /**
     * Makes a daemon thread that does its work once; it does not start it. It inherits no thread-local values.
     *
     * @param name the thread's name
     * @param work what it does
     */
    @SuppressWarnings(
            "this-escape") // reported by JDK 21 and later: setDaemon is final, and does not let this thread escape
    public GuardedThread(String name, Runnable work) {
        super(null, work, name, 0, false);
        setDaemon(true);
    }

    /**
     * Makes a daemon thread that runs a loop until it returns; it does not start it. When the loop throws, that is logged and reported, and
     * the loop starts again after a pause of 1 ms, which doubles with each time up to a second.
     *
     * @param name the thread's name
     * @param loop returns when the thread is to end, and ignores interrupts
     * @param restarted called each time before the loop starts again
     * @return the thread
     */
    public static GuardedThread lasting(String name, Runnable loop, Runnable restarted) {
        return new GuardedThread(name, () -> keepRunning(name, loop, restarted));
    }

    private static void keepRunning(String name, Runnable loop, Runnable restarted) {
        long pause = 1;
        Throwable thrown = call(loop::run);
        while (thrown != null) {
            call(restarted::run);
            log(System.Logger.Level.ERROR, "thread '" + name + "' failed and goes on; counted in " + RESTARTS, thrown);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pause));
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
            thrown = call(loop::run);
        }
    }

    /**
     * Runs code of the host. On a thread of this class the interrupt flag is clear afterwards; on a thread of the host the flag is the
     * host's and stays as it is.
     *
     * @param code handlers, callbacks and the like
     * @return what it threw; null when it returned
     */
    public static @Nullable Throwable call(ThrowingRunnable<?> code) {
        Throwable failed = null;
        try {
            code.run();
        } catch (Throwable thrown) { // an Error, too: the next call goes on whatever this one did
            failed = thrown;
        }
        if (currentThread() instanceof GuardedThread) {
            interrupted();
        }
        return failed;
    }

    /**
     * Logs to {@code io.quorumeter}. An exception of the logger is ignored.
     *
     * @param level how bad it is
     * @param message what happened
     * @param thrown logged with its stack trace; null for none
     */
    public static void log(System.Logger.Level level, String message, @Nullable Throwable thrown) {
        log(System.getLogger("io.quorumeter"), level, message, thrown);
    }

    /**
     * Logs to a logger. An exception of the logger is ignored.
     *
     * @param logger the logger
     * @param level how bad it is
     * @param message what happened
     * @param thrown logged with its stack trace; null for none
     */
    public static void log(
            System.Logger logger, System.Logger.Level level, String message, @Nullable Throwable thrown) {
        Throwable unused = call(() -> logger.log(level, message, thrown));
    }
}
