package io.quorumeter.network;

import static io.quorumeter.network.NetworkFamilies.PARTITIONS;
import static io.quorumeter.network.NetworkFamilies.PARTITION_AFFECTED_PEERS;
import static io.quorumeter.network.NetworkFamilies.PARTITION_SUSPECTED;
import static io.quorumeter.network.NetworkFamilies.PEERS;
import static io.quorumeter.network.NetworkFamilies.VIEWS_STUCK;

import io.quorumeter.Counter;
import io.quorumeter.LabelValue;
import io.quorumeter.MetricsCollector;
import io.quorumeter.ValidatorAge;
import io.quorumeter.ValidatorSet;
import io.quorumeter.event.EventPublisher;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Who is connected, and whether a partition is suspected. Connections come and go rarely beside messages, so each change makes new {@link
 * Links}, from which everything is summed up. Safe from any thread.
 */
final class Connections {
    private static final int NONE_FOUND = -1;

    private final MetricsCollector metrics;
    private final AtomicReference<Links> links;
    private final LongSupplier clock;
    private final EventPublisher events;
    private final Counter partitions;
    private final AtomicBoolean partitioned;
    private volatile BooleanSupplier stuck = () -> false;
    /** What {@link #stuck} said last, since no record waits for the host. */
    private volatile boolean isStuck;

    private volatile int found = NONE_FOUND;

    Connections(MetricsCollector metrics, ValidatorSet validators) {
        clock = metrics.provider()::nanoTime;
        links = new AtomicReference<>(Links.none(validators, clock.getAsLong()));
        for (ConnectionDirection direction : ConnectionDirection.values()) {
            PEERS.observe(metrics, () -> now().peers(direction), LabelValue.of(direction));
        }
        events = metrics.events();
        partitions = PARTITIONS.on(metrics);
        partitioned = new AtomicBoolean(isPartitionSuspected());
        this.metrics = metrics;
        suspectWhile(() -> false);
        PARTITION_SUSPECTED.derive(metrics, () -> look() ? 1 : 0);
        PARTITION_AFFECTED_PEERS.derive(metrics, () -> look() ? affected() : 0);
    }

    Links now() {
        return Objects.requireNonNull(links.get());
    }

    /** The time by which connections end, in nanoseconds. */
    long nanos() {
        return clock.getAsLong();
    }

    /** Validators that are cut off, the longest first. */
    List<ValidatorAge> gone() {
        Links now = now();
        long nanos = nanos();
        return IntStream.range(0, now.validators().size())
                .filter(now::isGone)
                .mapToObj(validator -> new ValidatorAge(
                        validator, now.validators().name(validator), Duration.ofNanos(now.goneNanos(validator, nanos))))
                .sorted(Comparator.comparing(ValidatorAge::age).reversed())
                .toList();
    }

    /** Says whether that changed anything. */
    boolean change(UnaryOperator<Links> step) {
        Links before;
        Links after;
        do {
            before = now();
            after = step.apply(before);
        } while (after != before && !links.compareAndSet(before, after));
        look();
        return after != before;
    }

    /** A partition is found by other means, which cuts off so many peers. */
    void partitionFound(int peers) {
        found = Math.max(peers, 0);
        look();
    }

    /** It is over. */
    void partitionOver() {
        found = NONE_FOUND;
        look();
    }

    /** Has another host's code asked at each snapshot, also when the one before hangs. */
    void suspectWhile(BooleanSupplier viewsAreStuck) {
        stuck = Objects.requireNonNull(viewsAreStuck, "stuck");
        VIEWS_STUCK.observe(metrics, () -> ask(viewsAreStuck) ? 1 : 0);
    }

    /** Asks on the thread of callbacks; who throws knows of no stuck views. */
    private boolean ask(BooleanSupplier asked) {
        boolean answer = false;
        try {
            answer = asked.getAsBoolean();
        } finally {
            if (asked == stuck) {
                isStuck = answer;
            }
        }
        return answer;
    }

    double powerRatio() {
        Links now = now();
        return (double) now.power() / now.validators().totalPower();
    }

    double quorumRatio() {
        ValidatorSet validators = now().validators();
        return (double) validators.quorumPower() / validators.totalPower();
    }

    /**
     * Whether a partition is suspected. When that has changed it is told, and counted if it began; a node that starts is not cut off but
     * alone. Of several threads that see a change one tells of it, the last one with what is true then.
     */
    private boolean look() {
        boolean now = isPartitionSuspected();
        while (partitioned.compareAndSet(!now, now)) {
            if (now) {
                partitions.increment();
            }
            events.publish(new PartitionEvent(now, now ? affected() : 0));
            now = isPartitionSuspected();
        }
        return now;
    }

    private boolean isPartitionSuspected() {
        Links now = now();
        return now.power() < now.validators().quorumPower() || found != NONE_FOUND || isStuck;
    }

    private int affected() {
        return Math.max(found, now().unreached());
    }
}
