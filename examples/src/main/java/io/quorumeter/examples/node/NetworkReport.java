package io.quorumeter.examples.node;

import io.quorumeter.BusyTime;
import io.quorumeter.examples.node.transport.CloseReason;
import io.quorumeter.examples.node.transport.FailureReason;
import io.quorumeter.examples.node.transport.FrameKind;
import io.quorumeter.examples.node.transport.Peer;
import io.quorumeter.examples.node.transport.Role;
import io.quorumeter.examples.node.transport.TransportListener;
import io.quorumeter.network.ConnectFailure;
import io.quorumeter.network.ConnectionDirection;
import io.quorumeter.network.DisconnectReason;
import io.quorumeter.network.DropReason;
import io.quorumeter.network.MessageDirection;
import io.quorumeter.network.NetworkMetrics;
import java.util.HashMap;
import java.util.Map;

/** Passes what the transport tells on to the metrics of the network. Clients are no peers: of them only messages and bytes count. */
final class NetworkReport implements TransportListener {

    private final NetworkMetrics network;
    private final BusyTime reading;
    private final BusyTime writing;

    /** How many seconds the clocks of those who are connected are ahead; the transport's thread only. */
    private final Map<Integer, Double> ahead = new HashMap<>();

    NetworkReport(NetworkMetrics network, BusyTime reading, BusyTime writing) {
        this.network = network;
        this.reading = reading;
        this.writing = writing;
    }

    @Override
    public void sent(FrameKind kind, int bytes) {
        network.messageSent(kind.type(), bytes);
    }

    @Override
    public void received(FrameKind kind, int bytes) {
        network.messageReceived(kind.type(), bytes);
    }

    @Override
    public void dropped(boolean outgoing, DropReason reason) {
        network.messageDropped(outgoing ? MessageDirection.SEND : MessageDirection.RECEIVE, reason);
    }

    @Override
    public void connected(boolean outbound, Peer peer) {
        if (peer.role() == Role.VALIDATOR) {
            network.connected(peer.index(), direction(outbound));
        }
    }

    @Override
    public void disconnected(boolean outbound, Peer peer, CloseReason reason) {
        if (peer.role() == Role.VALIDATOR) {
            network.disconnected(peer.index(), direction(outbound), reason(reason));
            if (outbound) {
                ahead.remove(peer.index());
            }
        }
    }

    @Override
    public void failed(int validator, FailureReason reason) {
        network.connectionFailed(validator, reason(reason));
    }

    @Override
    public void roundTrip(int validator, long nanos) {
        network.roundTripMeasured(nanos);
    }

    /** Takes the median, which fewer than half of the validators cannot move. */
    @Override
    public void clockCompared(int validator, double seconds) {
        ahead.put(validator, seconds);
        double[] sorted =
                ahead.values().stream().mapToDouble(each -> each).sorted().toArray();
        network.clockOffset((sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2);
    }

    @Override
    public void worked(long readNanos, long writeNanos) {
        reading.add(readNanos);
        writing.add(writeNanos);
    }

    private static DisconnectReason reason(CloseReason reason) {
        return switch (reason) {
            case LOCAL -> DisconnectReason.CLOSED_LOCAL;
            case REMOTE -> DisconnectReason.CLOSED_REMOTE;
            case TIMEOUT -> DisconnectReason.TIMEOUT;
            case PROTOCOL_ERROR -> DisconnectReason.PROTOCOL_ERROR;
            case IO_ERROR -> DisconnectReason.IO_ERROR;
        };
    }

    private static ConnectFailure reason(FailureReason reason) {
        return switch (reason) {
            case REFUSED -> ConnectFailure.REFUSED;
            case UNREACHABLE -> ConnectFailure.UNREACHABLE;
            case TIMEOUT -> ConnectFailure.TIMEOUT;
            case HANDSHAKE -> ConnectFailure.HANDSHAKE;
            case AUTHENTICATION -> ConnectFailure.AUTHENTICATION;
            case LIMIT -> ConnectFailure.LIMIT;
            case OTHER -> ConnectFailure.OTHER;
        };
    }

    private static ConnectionDirection direction(boolean outbound) {
        return outbound ? ConnectionDirection.OUTBOUND : ConnectionDirection.INBOUND;
    }
}
