package io.quorumeter.examples.node;

import io.quorumeter.consensus.VotePhase;
import io.quorumeter.examples.node.transport.Frame;
import io.quorumeter.examples.node.transport.FrameKind;
import io.quorumeter.examples.node.transport.MalformedFrameException;
import io.quorumeter.network.DropReason;
import io.quorumeter.testkit.hotstuff2.MalformedMessageException;
import io.quorumeter.testkit.hotstuff2.Message;
import io.quorumeter.testkit.hotstuff2.MessageCodec;
import java.nio.ByteBuffer;

/** Messages of the protocol in frames, each in one of its own kind, so that the wire can be counted without being decoded. */
final class MessageFrames {

    private MessageFrames() {}

    static Frame encode(Message message) {
        return Frame.of(kindOf(message), MessageCodec.encode(message));
    }

    /**
     * Reads what a peer sent.
     *
     * @throws MalformedFrameException if it is no message, not of the kind that the frame says, or in somebody else's name
     */
    static Message decode(int from, FrameKind kind, ByteBuffer body) throws MalformedFrameException {
        Message message;
        try {
            message = MessageCodec.decode(body);
        } catch (MalformedMessageException e) {
            throw new MalformedFrameException(DropReason.MALFORMED, "A " + kind + " that is none: " + e.getMessage());
        }
        if (kindOf(message) != kind || message.sender() != from) {
            throw new MalformedFrameException(
                    DropReason.MALFORMED,
                    "A " + kind + " of validator " + from + " that is a " + kindOf(message) + " of "
                            + message.sender());
        }
        return message;
    }

    static FrameKind kindOf(Message message) {
        if (message instanceof Message.Vote vote) {
            return vote.phase() == VotePhase.VOTE ? FrameKind.VOTE : FrameKind.VOTE2;
        } else if (message instanceof Message.Propose) {
            return FrameKind.PROPOSE;
        } else if (message instanceof Message.Prepare) {
            return FrameKind.PREPARE;
        } else if (message instanceof Message.Status) {
            return FrameKind.STATUS;
        } else if (message instanceof Message.Wish) {
            return FrameKind.WISH;
        } else if (message instanceof Message.Advance) {
            return FrameKind.ADVANCE;
        } else if (message instanceof Message.Fetch) {
            return FrameKind.FETCH;
        }
        return FrameKind.BLOCKS;
    }
}
