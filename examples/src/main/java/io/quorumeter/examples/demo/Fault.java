package io.quorumeter.examples.demo;

import java.time.Duration;

/**
 * Something that is done to a replica while the network runs.
 *
 * @param kind what
 * @param replica to whom, 0 … n−1
 * @param at when, counted from the start of the network
 */
record Fault(Kind kind, int replica, Duration at) {

    enum Kind {
        /** The replica is gone at once, as if its power had been cut. */
        CRASH,
        /** A replica that crashed starts again from what is on its disk. */
        RESTART
    }

    /** Returns it as it is typed. */
    @Override
    public String toString() {
        return kind.name().toLowerCase(java.util.Locale.ROOT) + ":" + replica + "@" + Durations.format(at);
    }
}
