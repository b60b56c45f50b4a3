package io.quorumeter.examples.demo;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Something that is done to replicas while the network runs.
 *
 * @param kind what
 * @param replicas to whom, each 0 … n−1: one that crashes or restarts, or one side of a partition
 * @param at when, counted from the start of the network
 */
record Fault(Kind kind, List<Integer> replicas, Duration at) {

    enum Kind {
        /** The replica is gone at once, as if its power had been cut. */
        CRASH,
        /** A replica that crashed starts again from what is on its disk. */
        RESTART,
        /** Those named and the others cannot reach each other. */
        PARTITION,
        /** Everybody can reach everybody again. */
        HEAL
    }

    Fault {
        replicas = List.copyOf(replicas);
    }

    /** One that concerns a single replica. */
    Fault(Kind kind, int replica, Duration at) {
        this(kind, List.of(replica), at);
    }

    /** Returns the replica that crashes or restarts. */
    int replica() {
        return replicas.get(0);
    }

    /** Returns it as it is typed. */
    @Override
    public String toString() {
        String whom = replicas.stream().map(String::valueOf).collect(Collectors.joining("+"));
        return kind.name().toLowerCase(Locale.ROOT) + (whom.isEmpty() ? "" : ":" + whom) + "@" + Durations.format(at);
    }
}
