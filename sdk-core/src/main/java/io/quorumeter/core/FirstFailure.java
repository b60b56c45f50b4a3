package io.quorumeter.core;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Logs the first of what may be many exceptions of somebody else's code, so that there is a trace to look for; the rest is only counted.
 * Safe from any thread, and never throws.
 */
final class FirstFailure {
    private final String of;
    private final String countedIn;
    private final AtomicBoolean told = new AtomicBoolean();

    /** Of whom, as people call it, and in which family all are counted. */
    FirstFailure(String of, String countedIn) {
        this.of = of;
        this.countedIn = countedIn;
    }

    /** Logs what was thrown, if it is the first. */
    void tell(Throwable thrown) {
        tell("threw; what it throws", thrown);
    }

    /** Logs that a value is not a number, if it is the first failure. */
    void tellNaN() {
        tell("gave NaN; what it fails to give", null);
    }

    private void tell(String did, @Nullable Throwable thrown) {
        if (!told.compareAndSet(false, true)) {
            return;
        }
        try {
            System.getLogger("io.quorumeter")
                    .log(
                            System.Logger.Level.WARNING,
                            of + " " + did + " from now on is only counted, in " + countedIn,
                            thrown);
        } catch (Throwable nobodyListens) { // a logger that fails is not the next event's trouble
            return;
        }
    }
}
