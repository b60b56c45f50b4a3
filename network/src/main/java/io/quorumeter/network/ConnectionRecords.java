package io.quorumeter.network;

import static io.quorumeter.network.NetworkFamilies.CONNECTED_POWER_RATIO;
import static io.quorumeter.network.NetworkFamilies.CONNECTIONS;
import static io.quorumeter.network.NetworkFamilies.CONNECTION_FAILURES;
import static io.quorumeter.network.NetworkFamilies.DISCONNECTIONS;

import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.MetricsCollector;
import io.quorumeter.ValidatorAge;
import io.quorumeter.ValidatorSet;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.IntToLongFunction;

/** The part of {@link NetworkMetrics} that is about who is connected. */
abstract class ConnectionRecords {
    final MetricsCollector metrics;
    private final By<ConnectionDirection, Counter> established;
    private final By<DisconnectReason, Counter> ended;
    private final By<ConnectFailure, Counter> failures;
    private final Connections connections;
    final RefusedRecords refused;
    private volatile PeerSeries peers;
    private volatile IntToLongFunction queues = validator -> 0;

    ConnectionRecords(MetricsCollector metrics, ValidatorSet validators, Class<?> messageTypes) {
        this.metrics = metrics;
        refused = new RefusedRecords(metrics, messageTypes);
        established = CONNECTIONS.on(metrics);
        ended = DISCONNECTIONS.on(metrics);
        failures = CONNECTION_FAILURES.on(metrics);
        connections = new Connections(metrics, validators);
        peers = new PeerSeries(metrics, validators, connections, validator -> queues.applyAsLong(validator));
        CONNECTED_POWER_RATIO.observe(metrics, () -> {
            peers.showWorst();
            refused.log();
            return connectedPowerRatio();
        });
    }

    /**
     * Returns where the families are declared.
     *
     * @return the collector
     */
    public MetricsCollector collector() {
        return metrics;
    }

    /**
     * Another validator set is the current one, from now on and for all methods. Validators keep their connections and series when they are
     * in it too, as told by their {@linkplain ValidatorSet#ofKeys keys}, or, where one of the sets has no keys, by the same index.
     * Connections of those that are not are connections of peers that are none. All series begin anew when a name by which they are shown
     * has come to stand for another validator, whose key begins alike. Not to be called by two threads at once.
     *
     * @param next the set, which stays open; call it when its first view is entered
     */
    public void validators(ValidatorSet next) {
        PeerSeries ending = peers;
        PeerSeries changed = ending.of(metrics, next);
        long now = connections.nanos();
        connections.change(links -> links.of(next, now));
        peers = changed;
        ending.close();
    }

    /**
     * A connection may be used. A peer may have several.
     *
     * @param validator the index of the peer, −1 when it is no validator
     * @param direction who opened it
     */
    public void connected(int validator, ConnectionDirection direction) {
        if (refused.lacks(direction, "connected")) {
            return;
        }
        established.of(direction).increment();
        connections.change(links -> links.with(validator, direction));
    }

    /**
     * A connection that was told of by {@link #connected} ended. Told of more than there are, it does nothing.
     *
     * @param validator the index told then, or the one that the peer has in a later set
     * @param direction the direction told then
     * @param reason why
     */
    public void disconnected(int validator, ConnectionDirection direction, DisconnectReason reason) {
        if (refused.lacks(direction, "disconnected")) {
            return;
        }
        refused.lacks(reason, "disconnected"); // it ended all the same
        long now = connections.nanos();
        if (connections.change(links -> links.without(validator, direction, now))) {
            ended.of(reason).increment();
        }
    }

    /**
     * A connection that was told of as one of a peer that is no validator is one of this validator, as the {@linkplain #validators next
     * set} makes it.
     *
     * @param validator the index of the peer
     * @param direction the direction told then
     */
    public void recognised(int validator, ConnectionDirection direction) {
        if (refused.lacks(direction, "recognised")) {
            return;
        }
        long now = connections.nanos();
        connections.change(links -> {
            Links fewer = links.without(-1, direction, now);
            return fewer == links ? links : fewer.with(validator, direction);
        });
    }

    /**
     * Says how many peers there are, for a transport that knows only that, or to set right what was told; connections told of later count
     * from there. A peer that is not told of by {@link #connected} is taken to have the power of an average validator.
     *
     * @param direction who opened the connections; a peer connected both ways is to be told in one direction only
     * @param peers how many, 0 or more
     */
    public void updatePeerCount(ConnectionDirection direction, int peers) {
        if (!refused.lacks(direction, "updatePeerCount")) {
            connections.change(links -> links.counting(direction, Math.max(peers, 0)));
        }
    }

    /**
     * An attempt to connect failed.
     *
     * @param validator the index of the peer; −1 when it is no validator or not known
     * @param reason why
     */
    public void connectionFailed(int validator, ConnectFailure reason) {
        if (!refused.lacks(reason, "connectionFailed")) {
            failures.of(reason).increment();
            peers.connectionFailed(validator);
        }
    }

    /**
     * Peers are cut off, found by other means than the connected power and {@link #suspectPartitionWhile}. A partition is suspected, which
     * is counted and published as a {@link PartitionEvent}, until it {@linkplain #partitionOver is over}.
     *
     * @param affectedPeers how many are cut off, 0 when that is not known; told again, it replaces the number
     */
    public void partitionFound(int affectedPeers) {
        connections.partitionFound(affectedPeers);
    }

    /** The partition that was {@linkplain #partitionFound found} is over. */
    public void partitionOver() {
        connections.partitionOver();
    }

    /**
     * Says how to tell that views fail to change although enough peers are connected, which suggests a partition as much as
     * lost connections do.
     *
     * @param stuck asked at each snapshot, by the thread of callbacks and never inside another call of this class, which go by its last
     *     answer; replaces the one given before. While it throws, nothing is suspected by it
     */
    public void suspectPartitionWhile(BooleanSupplier stuck) {
        connections.suspectWhile(stuck);
    }

    /**
     * The voting power that can be reached.
     *
     * @return power of the connected validators and of this one over the total, 0 to 1
     */
    public double connectedPowerRatio() {
        return connections.powerRatio();
    }

    /**
     * Which validators are not connected, and since when. Of a transport that says only {@linkplain #updatePeerCount how many} peers there
     * are that is not known.
     *
     * @return those of the current set, this node aside, with the time since their last connection ended, or since the start; the longest
     *     first
     */
    public List<ValidatorAge> disconnectedPeers() {
        return connections.gone();
    }

    /**
     * The voting power that is needed to go on.
     *
     * @return power of a quorum over the total, above 0 and at most 1
     */
    public double quorumPowerRatio() {
        return connections.quorumRatio();
    }

    /**
     * Says where to read how many messages wait for a validator.
     *
     * @param messages by index; asked at each snapshot of a collector that keeps details, off the recording path
     */
    public void observePeerQueues(IntToLongFunction messages) {
        queues = Objects.requireNonNull(messages, "messages");
    }

    final PeerSeries peers() {
        return peers;
    }
}
