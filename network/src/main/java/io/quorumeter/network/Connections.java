package io.quorumeter.network;

import static io.quorumeter.network.NetworkFamily.CONNECTED_POWER_RATIO;
import static io.quorumeter.network.NetworkFamily.PARTITIONS;
import static io.quorumeter.network.NetworkFamily.PARTITION_SUSPECTED;
import static io.quorumeter.network.NetworkFamily.PEERS;

import io.quorumeter.Counter;
import io.quorumeter.LabelValue;
import io.quorumeter.binding.Families;
import io.quorumeter.event.EventPublisher;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.BooleanSupplier;

/**
 * Who is connected: a count of open connections for each validator and direction, and in the last place for all who are none.
 * Peers and power are summed up only when a snapshot asks.
 */
final class Connections {
    private static final ConnectionDirection[] DIRECTIONS = ConnectionDirection.values();
    private static final PartitionEvent SUSPECTED = new PartitionEvent(true);
    private static final PartitionEvent OVER = new PartitionEvent(false);

    private final Validators validators;
    private final AtomicIntegerArray open;
    private final EventPublisher events;
    private final Counter partitions;
    private final AtomicBoolean partitioned;
    private volatile BooleanSupplier stuck = () -> false;

    Connections(Families families, Validators validators) {
        this.validators = validators;
        this.open = new AtomicIntegerArray((validators.size() + 1) * DIRECTIONS.length);
        for (ConnectionDirection direction : DIRECTIONS) {
            families.gauge(PEERS).with("direction", LabelValue.of(direction)).observe(() -> peers(direction));
        }
        this.events = families.collector().events();
        this.partitions = families.counter(PARTITIONS).create();
        this.partitioned = new AtomicBoolean(isPartitionSuspected());
        families.gauge(CONNECTED_POWER_RATIO).observe(this::powerRatio);
        families.gauge(PARTITION_SUSPECTED).observe(() -> look() ? 1 : 0);
    }

    /** The connection may be used; says whether it is the first to the validator. */
    boolean add(int validator, ConnectionDirection direction) {
        boolean first = !isConnected(validator);
        open.incrementAndGet(index(validator, direction));
        look();
        return first;
    }

    /** The connection ended; says whether it was the last to the validator. */
    boolean remove(int validator, ConnectionDirection direction) {
        open.updateAndGet(index(validator, direction), count -> Math.max(count - 1, 0));
        look();
        return !isConnected(validator);
    }

    /** A partition that is found by other means. */
    void partitioned() {
        partitions.increment();
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
            events.publish(now ? SUSPECTED : OVER);
            now = isPartitionSuspected();
        }
        return now;
    }

    void suspectWhile(BooleanSupplier viewsAreStuck) {
        stuck = viewsAreStuck;
    }

    double powerRatio() {
        return (double) connectedPower() / validators.totalPower();
    }

    private boolean isPartitionSuspected() {
        return connectedPower() < validators.quorumPower() || stuck.getAsBoolean();
    }

    private int peers(ConnectionDirection direction) {
        int peers = open.get(index(-1, direction));
        for (int validator = 0; validator < validators.size(); validator++) {
            peers += Math.min(open.get(index(validator, direction)), 1);
        }
        return peers;
    }

    private long connectedPower() {
        long power = 0;
        for (int validator = 0; validator < validators.size(); validator++) {
            if (validator == validators.ownIndex() || isConnected(validator)) {
                power += validators.power(validator);
            }
        }
        return power;
    }

    boolean isConnected(int validator) {
        for (ConnectionDirection direction : DIRECTIONS) {
            if (open.get(index(validator, direction)) > 0) {
                return true;
            }
        }
        return false;
    }

    private int index(int validator, ConnectionDirection direction) {
        int row = validator >= 0 && validator < validators.size() ? validator : validators.size();
        return row * DIRECTIONS.length + direction.ordinal();
    }
}
