package io.quorumeter;

import io.quorumeter.spi.ClosableScope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The peers that are connected, each in a slot: the scopes of the series that have one per peer. Peers connect and disconnect at any time
 * and choose their names, so the number of slots is limited, and a peer that finds none free shares the series {@code other}.
 *
 * <pre>{@code
 * PeerSet peers = PeerSet.ofSlots(64);
 * Indexed<Counter> received = metrics.counter("peer_messages_total").by("peer", peers);
 * …
 * int slot = peers.connect(remote.name());   // once a connection
 * received.at(slot).increment();             // each message: an array index
 * peers.disconnect(slot);
 * }</pre>
 *
 * <p>When a peer disconnects, its series end: they leave every snapshot. The next peer in its slot begins with series of its own, at zero.
 * Records on an instrument of the peer that left are no longer read, and are counted in {@code quorumeter_late_records_total}; do not use a
 * slot's number after it was given back. The number is given out again as late as possible. Two connections with the same name at the same
 * time share one set of series, which ends when the second of them ends.
 *
 * <p>Safe from any thread. Connecting and disconnecting take a lock and memory; choosing an instrument does not.
 */
public final class PeerSet {
    private final @Nullable Peer[] slots;
    private final Queue<Integer> free;
    private final List<Members.Row> rows = new ArrayList<>();

    private record Peer(String name, ClosableScope connection) {}

    private PeerSet(int size) {
        this.slots = new Peer[size];
        this.free = new ArrayDeque<>(IntStream.range(0, size).boxed().toList());
    }

    /**
     * Returns a set without peers.
     *
     * @param slots how many peers have series of their own at a time, 1 or more
     * @return the set
     * @throws IllegalArgumentException when {@code slots} is not positive
     */
    public static PeerSet ofSlots(int slots) {
        if (slots < 1) {
            throw new IllegalArgumentException("a set of peers needs at least one slot, not " + slots);
        }
        return new PeerSet(slots);
    }

    /**
     * Connects a peer.
     *
     * @param peerName the value of its label, any text, kept as {@link Labels} keep a value; null is the empty one
     * @return its slot until {@link #disconnect}; −1, which stands for {@code other}, when no slot is free
     */
    public synchronized int connect(String peerName) {
        Integer slot = free.poll();
        if (slot == null) {
            return -1;
        }
        Peer peer = new Peer(Labels.kept(peerName), new ClosableScope());
        slots[slot] = peer;
        rows.forEach(row -> row.put(slot, peer.name, peer.connection));
        return slot;
    }

    /**
     * Does the same for a peer that has an identity, under its short form.
     *
     * @param peer the peer; null is the one with the empty name
     * @return its slot until {@link #disconnect}; −1, which stands for {@code other}, when no slot is free
     */
    public int connect(@Nullable PeerId peer) {
        return connect(peer == null ? "" : peer.shortForm());
    }

    /**
     * Disconnects a peer; its series end.
     *
     * @param slot what {@link #connect} returned; a slot that is free, and −1, are ignored
     */
    public synchronized void disconnect(int slot) {
        Peer peer = slot >= 0 && slot < slots.length ? slots[slot] : null;
        if (peer != null) {
            slots[slot] = null;
            peer.connection.close();
            free.add(slot);
        }
    }

    /** {@return how many slots there are} */
    public int size() {
        return slots.length;
    }

    /** {@return how many slots are taken} */
    public synchronized int connected() {
        return slots.length - free.size();
    }

    synchronized void follow(Members.Row row) {
        rows.add(row);
        for (int i = 0; i < slots.length; i++) {
            Peer peer = slots[i];
            if (peer != null) {
                row.put(i, peer.name, peer.connection);
            }
        }
    }
}
