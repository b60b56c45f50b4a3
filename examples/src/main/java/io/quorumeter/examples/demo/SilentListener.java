package io.quorumeter.examples.demo;

import io.quorumeter.examples.node.transport.CloseReason;
import io.quorumeter.examples.node.transport.FailureReason;
import io.quorumeter.examples.node.transport.FrameKind;
import io.quorumeter.examples.node.transport.Peer;
import io.quorumeter.examples.node.transport.TransportListener;
import io.quorumeter.network.DropReason;

/** Takes no interest: the client is no part of what is measured. */
final class SilentListener implements TransportListener {

    @Override
    public void sent(FrameKind kind, int bytes) {}

    @Override
    public void received(FrameKind kind, int bytes) {}

    @Override
    public void dropped(boolean outgoing, DropReason reason) {}

    @Override
    public void connected(boolean outbound, Peer peer) {}

    @Override
    public void disconnected(boolean outbound, Peer peer, CloseReason reason) {}

    @Override
    public void failed(int validator, FailureReason reason) {}

    @Override
    public void roundTrip(int validator, long nanos) {}

    @Override
    public void clockCompared(int validator, double seconds) {}

    @Override
    public void worked(long readNanos, long writeNanos) {}
}
