package io.quorumeter.examples.node;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The machine's wall clock as a replica sees it, which can be set wrong on purpose. Thread-safe. */
final class WallClock implements InstantSource {

    private volatile Duration wrong = Duration.ZERO;

    /** Sets it ahead of the machine's by so much, behind it if negative. */
    void set(Duration ahead) {
        wrong = ahead;
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(wrong);
    }
}
