package io.quorumeter.network;

import static io.quorumeter.network.NetworkFamily.CONNECTED_POWER_RATIO;
import static io.quorumeter.network.NetworkFamily.PARTITION_SUSPECTED;
import static io.quorumeter.network.NetworkFamily.PEERS;

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
    private static final PartitionEvent LOST = new PartitionEvent(true);
    private static final PartitionEvent REACHED = new PartitionEvent(false);

    private final Validators validators;
    private final AtomicIntegerArray open;
    private final EventPublisher events;
    private final AtomicBoolean belowQuorum;
    private volatile BooleanSupplier stuck = () -> false;

    Connections(Families families, Validators validators) {
        this.validators = validators;
        this.open = new AtomicIntegerArray((validators.size() + 1) * DIRECTIONS.length);
        for (ConnectionDirection direction : DIRECTIONS) {
            families.gauge(PEERS).with("direction", LabelValue.of(direction)).observe(() -> peers(direction));
        }
        this.events = families.collector().events();
        this.belowQuorum = new AtomicBoolean(isBelowQuorum());
        families.gauge(CONNECTED_POWER_RATIO).observe(this::powerRatio);
        families.gauge(PARTITION_SUSPECTED).observe(() -> isPartitionSuspected() ? 1 : 0);
    }

    void add(int validator, ConnectionDirection direction) {
        open.incrementAndGet(index(validator, direction));
        tellChange();
    }

    void remove(int validator, ConnectionDirection direction) {
        open.updateAndGet(index(validator, direction), count -> Math.max(count - 1, 0));
        tellChange();
    }

    void suspectWhile(BooleanSupplier viewsAreStuck) {
        stuck = viewsAreStuck;
    }

    double powerRatio() {
        return (double) connectedPower() / validators.totalPower();
    }

    private boolean isPartitionSuspected() {
        return isBelowQuorum() || stuck.getAsBoolean();
    }

    private boolean isBelowQuorum() {
        return connectedPower() < validators.quorumPower();
    }

    /** Publishes that a quorum was lost or reached. Of several threads that see it only one does, the last one with what is true then. */
    private void tellChange() {
        boolean below = isBelowQuorum();
        while (belowQuorum.compareAndSet(!below, below)) {
            events.publish(below ? LOST : REACHED);
            below = isBelowQuorum();
        }
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

    private boolean isConnected(int validator) {
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
