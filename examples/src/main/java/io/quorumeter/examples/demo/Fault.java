package io.quorumeter.examples.demo;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Something that is done to replicas while the network runs.
 *
 * @param kind what
 * @param replicas to whom, each 0 … n−1: a single one, one side of a partition, or none where it concerns all
 * @param ahead by how much a clock is set ahead, negative for behind; zero where no clock is set
 * @param at when, counted from the start of the network
 */
record Fault(Kind kind, List<Integer> replicas, Duration ahead, Duration at) {

    enum Kind {
        /** The replica is gone at once, as if its power had been cut. */
        CRASH,
        /** A replica that crashed starts again from what is on its disk. */
        RESTART,
        /** Those named and the others cannot reach each other. */
        PARTITION,
        /** The replica's disk takes longer for each sync. */
        SLOW_DISK,
        /** The replica's wall clock is set ahead or behind. */
        CLOCK,
        /** Clients send more transactions than the network can take. */
        FLOOD,
        /** Everybody can reach everybody again, and disks, clocks and clients are as they were at the start. */
        HEAL;

        static Kind of(String typed) {
            return valueOf(typed.toUpperCase(Locale.ROOT).replace('-', '_'));
        }

        /** Returns it as it is typed. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    Fault {
        replicas = List.copyOf(replicas);
    }

    /** One that sets no clock. */
    Fault(Kind kind, List<Integer> replicas, Duration at) {
        this(kind, replicas, Duration.ZERO, at);
    }

    /** One that concerns a single replica. */
    Fault(Kind kind, int replica, Duration at) {
        this(kind, List.of(replica), at);
    }

    /** Returns the single replica that it concerns, or the first of one side. */
    int replica() {
        return replicas.get(0);
    }

    private String how() {
        return ahead.isZero() ? "" : (ahead.isNegative() ? "-" : "+") + Durations.format(ahead.abs());
    }

    /** Returns it as it is typed. */
    @Override
    public String toString() {
        String whom = replicas.stream().map(String::valueOf).collect(Collectors.joining("+"));
        return kind + (whom.isEmpty() ? "" : ":" + whom) + how() + "@" + Durations.format(at);
    }
}
