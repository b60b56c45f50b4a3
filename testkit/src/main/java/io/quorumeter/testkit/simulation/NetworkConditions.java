package io.quorumeter.testkit.simulation;

import io.quorumeter.spi.DurationRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How the network of a simulation treats messages. It misbehaves until it calms, which is GST in the terms of the protocol: from then on
 * messages are neither lost nor doubled and arrive after {@link #delay}. Partitions that are planned by time, the bandwidth and the
 * clocks are as they are told to be at any time.
 *
 * @param <S> the description that this is part of
 */
public abstract sealed class NetworkConditions<S extends NetworkConditions<S>> permits HotStuff2Simulation {
    /** A time in which a group of replicas and the rest do not hear each other. */
    record Partition(long from, long until, Set<Integer> group) {
        boolean cuts(long now, int sender, int receiver) {
            return now >= from && now < until && group.contains(sender) != group.contains(receiver);
        }
    }

    Duration calmAfter = Duration.ZERO;
    Latency delay = Latency.uniform(Duration.ofMillis(5), Duration.ofMillis(50));
    Latency delayBeforeCalm = delay;
    double loss;
    double duplication;
    double reordering;
    Duration longestReordering = Duration.ZERO;
    long bytesPerSecond;
    int isolating;
    Duration longestIsolation = Duration.ofSeconds(1);
    final List<Partition> partitions = new ArrayList<>();
    final Map<Integer, Duration> clockOffsets = new HashMap<>();

    NetworkConditions() {}

    abstract S self();

    abstract int replicas();

    /**
     * Sets how long messages take, at any time.
     *
     * @param latency the distribution
     * @return this
     */
    public S delay(Latency latency) {
        delay = latency;
        delayBeforeCalm = latency;
        return self();
    }

    /**
     * Sets how long messages take that are sent before the network calms. Call it after {@link #delay}.
     *
     * @param latency the distribution; one that varies lets messages overtake each other
     * @return this
     */
    public S delayBeforeCalm(Latency latency) {
        delayBeforeCalm = latency;
        return self();
    }

    /**
     * Sets when the network calms.
     *
     * @param time from the start, zero to 36,500 days
     * @return this
     * @throws IllegalArgumentException when it is out of range
     */
    public S calmAfter(Duration time) {
        calmAfter = DurationRange.notNegative("calmAfter", time);
        return self();
    }

    /**
     * Loses messages until the network calms.
     *
     * @param chance 0 to 1 for each message and receiver
     * @return this
     * @throws IllegalArgumentException when out of range
     */
    public S loss(double chance) {
        loss = checked("loss", chance);
        return self();
    }

    /**
     * Delivers messages twice until the network calms.
     *
     * @param chance 0 to 1 for each message and receiver
     * @return this
     * @throws IllegalArgumentException when out of range
     */
    public S duplication(double chance) {
        duplication = checked("duplication", chance);
        return self();
    }

    /**
     * Holds some messages up until the network calms, so that others overtake them.
     *
     * @param chance 0 to 1 for each message and receiver
     * @param longest for how long at most, beyond the delay that every message has
     * @return this
     * @throws IllegalArgumentException when out of range
     */
    public S reordering(double chance, Duration longest) {
        reordering = checked("reordering", chance);
        longestReordering = positive("reordering", longest);
        return self();
    }

    /**
     * Limits what each replica can send: its messages leave one after the other. Without it they leave at once.
     *
     * @param perSecond bytes of encoded messages, all receivers together, above 0
     * @return this
     * @throws IllegalArgumentException when out of range
     */
    public S bandwidth(long perSecond) {
        if (perSecond <= 0) {
            throw new IllegalArgumentException("bandwidth: " + perSecond + " bytes a second");
        }
        bytesPerSecond = perSecond;
        return self();
    }

    /**
     * Cuts a group of replicas off from the rest for some time, whether the network is calm or not. What is sent across in that time is
     * lost. Several partitions may overlap.
     *
     * @param from when, from the start
     * @param until when it heals
     * @param group indices of the replicas on one side
     * @return this
     * @throws IllegalArgumentException when the times are out of order or there is no such replica
     */
    public S partition(Duration from, Duration until, int... group) {
        if (from.isNegative() || until.compareTo(from) < 0) {
            throw new IllegalArgumentException("partition: from " + from + " until " + until);
        }
        DurationRange.notTooLong("partition", until);
        Set<Integer> side = Arrays.stream(group).boxed().collect(Collectors.toSet());
        side.forEach(replica -> existing("partition", replica));
        partitions.add(new Partition(from.toNanos(), until.toNanos(), side));
        return self();
    }

    /**
     * Cuts replicas off at random, until the network calms: for some time nothing that such a replica sends arrives, or
     * nothing that is sent to it, or neither; it arrives afterwards. A leader that hears but is not heard is the hardest
     * test of what the others remember.
     *
     * @param atOnce how many may be cut off at one time
     * @param longest the longest time that one is cut off
     * @return this
     * @throws IllegalArgumentException when more should be cut off than there are
     */
    public S isolations(int atOnce, Duration longest) {
        if (atOnce < 0 || atOnce > replicas()) {
            throw new IllegalArgumentException("isolations: " + atOnce + " of " + replicas() + " replicas");
        }
        isolating = atOnce;
        longestIsolation = DurationRange.positive("isolations", longest);
        return self();
    }

    /**
     * Sets the clock of a replica apart from that of the others. Its timers take as long as before.
     *
     * @param replica its index
     * @param offset how far ahead its clock is; negative for behind
     * @return this
     * @throws IllegalArgumentException when there is no such replica
     */
    public S clockOffset(int replica, Duration offset) {
        clockOffsets.put(existing("clockOffset", replica), DurationRange.notTooLong("clockOffset", offset));
        return self();
    }

    final int existing(String name, int replica) {
        if (replica < 0 || replica >= replicas()) {
            throw new IllegalArgumentException(name + ": " + replica + " is not one of " + replicas() + " replicas");
        }
        return replica;
    }

    private static double checked(String name, double chance) {
        if (!(chance >= 0 && chance <= 1)) {
            throw new IllegalArgumentException(name + ": " + chance + " is not from 0 to 1");
        }
        return chance;
    }

    private static Duration positive(String name, Duration time) {
        return DurationRange.positive(name, time);
    }
}
