package io.quorumeter.examples.node.transport;

import io.quorumeter.network.DropReason;
import java.util.ArrayList;
import java.util.List;

/** Writes down what happened on the wire, as words. */
final class RecordingListener implements TransportListener {

    private final List<String> events = new ArrayList<>();

    synchronized List<String> events() {
        return List.copyOf(events);
    }

    long count(String event) {
        return events().stream().filter(event::equals).count();
    }

    private synchronized void add(String event) {
        events.add(event);
    }

    @Override
    public void sent(FrameKind kind, int bytes) {
        add("sent " + kind + " " + bytes);
    }

    @Override
    public void received(FrameKind kind, int bytes) {
        add("received " + kind + " " + bytes);
    }

    @Override
    public void dropped(boolean outgoing, DropReason reason) {
        add("dropped " + (outgoing ? "out " : "in ") + reason);
    }

    @Override
    public void connected(boolean outbound, Peer peer) {
        add("connected " + (outbound ? "out " : "in ") + peer.index());
    }

    @Override
    public void disconnected(boolean outbound, Peer peer, CloseReason reason) {
        add("disconnected " + (outbound ? "out " : "in ") + peer.index() + " " + reason);
    }

    @Override
    public void failed(int validator, FailureReason reason) {
        add("failed " + reason);
    }

    @Override
    public void roundTrip(int validator, long nanos) {
        add("round trip " + validator);
    }

    @Override
    public void clockCompared(int validator, double seconds) {
        add("clock of " + validator
                + (Math.abs(seconds) < 1 ? " agrees" : " is ahead by " + Math.round(seconds) + " s"));
    }

    @Override
    public void worked(long readNanos, long writeNanos) {}
}
