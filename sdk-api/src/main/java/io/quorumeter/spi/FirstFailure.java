package io.quorumeter.spi;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Logs the first of what may be many exceptions of the host's code, so that there is a stack trace; the rest is only counted.
 * Safe from any thread, and never throws.
 */
public final class FirstFailure {
    private final String of;
    private final String countedIn;
    private final AtomicBoolean logged = new AtomicBoolean();

    /**
     * Creates a log of the first failure of one piece of the host's code.
     *
     * @param of whose code it is, as the log names it
     * @param countedIn the family that counts all failures
     */
    public FirstFailure(String of, String countedIn) {
        this.of = of;
        this.countedIn = countedIn;
    }

    /**
     * Logs what was thrown, if it is the first failure.
     *
     * @param thrown what it was
     */
    public void threw(Throwable thrown) {
        log("threw; what it throws", thrown);
    }

    /** Logs that a value is not a number, if it is the first failure. */
    public void gaveNaN() {
        log("gave NaN; what it fails to give", null);
    }

    private void log(String did, @Nullable Throwable thrown) {
        if (logged.compareAndSet(false, true)) {
            GuardedThread.log(
                    System.Logger.Level.WARNING,
                    of + " " + did + " from now on is only counted, in " + countedIn,
                    thrown);
        }
    }
}
