package io.quorumeter.examples.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.CertificateKind;
import io.quorumeter.consensus.Signers;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.examples.node.transport.FrameKind;
import io.quorumeter.examples.node.transport.MalformedFrameException;
import io.quorumeter.testkit.hotstuff2.Block;
import io.quorumeter.testkit.hotstuff2.Certificate;
import io.quorumeter.testkit.hotstuff2.Message;
import io.quorumeter.testkit.hotstuff2.MessageCodec;
import io.quorumeter.testkit.hotstuff2.Signature;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MessageFramesTest {

    private static final Block BLOCK = Block.genesis(List.of());
    private static final Signature SIGNATURE = Signature.of(new byte[64]);
    private static final Certificate CERTIFICATE =
            new Certificate(CertificateKind.QUORUM, 3, 2, BLOCK.id(), 7, Signers.of(1), List.of(SIGNATURE));
    private static final List<Message> ONE_OF_EACH = List.of(
            new Message.Propose(1, BLOCK, CERTIFICATE, null, SIGNATURE),
            new Message.Vote(1, VotePhase.VOTE, 3, BLOCK.id(), 7, 2, null, SIGNATURE),
            new Message.Vote(1, VotePhase.VOTE2, 3, BLOCK.id(), 7, 3, CERTIFICATE, SIGNATURE),
            new Message.Prepare(1, CERTIFICATE),
            new Message.Status(1, 3, CERTIFICATE, null, SIGNATURE),
            new Message.Wish(1, 3, SIGNATURE),
            new Message.Advance(1, CERTIFICATE),
            new Message.Fetch(1, BlockId.NONE, 3),
            new Message.Blocks(1, BLOCK.id(), List.of(BLOCK), null));

    private static ByteBuffer body(Message message) {
        return ByteBuffer.wrap(MessageCodec.encode(message));
    }

    @Test
    void kinds_ofAllMessages_areAllKindsOfTheProtocol() {
        Set<FrameKind> kinds = ONE_OF_EACH.stream().map(MessageFrames::kindOf).collect(Collectors.toSet());
        assertThat(kinds)
                .hasSameSizeAs(ONE_OF_EACH)
                .isEqualTo(EnumSet.allOf(FrameKind.class).stream()
                        .filter(FrameKind::isConsensus)
                        .collect(Collectors.toSet()));
    }

    @Test
    void decode_givesBackWhatWasEncoded() throws Exception {
        for (Message message : ONE_OF_EACH) {
            assertThat(MessageFrames.encode(message).kind()).isEqualTo(MessageFrames.kindOf(message));
            assertThat(MessageFrames.decode(1, MessageFrames.kindOf(message), body(message)))
                    .isEqualTo(message);
        }
    }

    @Test
    void decode_frameThatSaysAnotherKind_isMalformed() {
        for (Message message : ONE_OF_EACH) {
            FrameKind other = message instanceof Message.Fetch ? FrameKind.WISH : FrameKind.FETCH;
            assertThatThrownBy(() -> MessageFrames.decode(1, other, body(message)))
                    .isInstanceOf(MalformedFrameException.class);
        }
    }

    @Test
    void decode_messageInTheNameOfAnother_isMalformed() {
        for (Message message : ONE_OF_EACH) {
            assertThatThrownBy(() -> MessageFrames.decode(2, MessageFrames.kindOf(message), body(message)))
                    .isInstanceOf(MalformedFrameException.class)
                    .hasMessageContaining("of validator 2")
                    .hasMessageContaining("of 1");
        }
    }

    @Test
    void decode_noise_isMalformed() {
        Random random = new Random(9);
        for (int i = 0; i < 5_000; i++) {
            byte[] noise = new byte[random.nextInt(100)];
            random.nextBytes(noise);
            assertThatThrownBy(() -> MessageFrames.decode(1, FrameKind.VOTE, ByteBuffer.wrap(noise)))
                    .isInstanceOf(MalformedFrameException.class);
        }
    }
}
