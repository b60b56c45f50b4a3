package io.quorumeter.examples.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.examples.node.identity.ValidatorKeys;
import io.quorumeter.examples.node.identity.ValidatorSet;
import io.quorumeter.testkit.hotstuff2.Block;
import io.quorumeter.testkit.hotstuff2.Certificate;
import io.quorumeter.testkit.hotstuff2.Message;
import io.quorumeter.testkit.hotstuff2.MessageCodec;
import io.quorumeter.testkit.hotstuff2.Signature;
import io.quorumeter.testkit.hotstuff2.Statements;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReceivedMessagesTest {

    private final ValidatorSet validators = ValidatorKeys.validators(ValidatorKeys.fromSeed(1, 4));
    private final Block genesis = Genesis.of(validators);
    private final ReceivedMessages received = new ReceivedMessages(genesis.id());

    @Test
    void message_isGivenAsItWasOnTheWire() {
        Message wish = new Message.Wish(2, 7, Signature.of(new byte[64]));
        long ref = received.keep(wish);
        received.keep(new Message.Wish(3, 7, Signature.of(new byte[64])));
        assertThat(ref).isPositive();
        assertThat(received.signedBytes(ref)).isEqualTo(MessageCodec.encode(wish));
    }

    @Test
    void proposal_isGivenByWhatItsLeaderSigned() {
        Block block = new Block(1, 3, 3, genesis.id(), List.of(new byte[100_000]));
        byte[] signature = {1, 2, 3};
        long ref = received.keep(
                new Message.Propose(3, block, Certificate.genesis(genesis.id()), null, Signature.of(signature)));
        byte[] statement = Statements.proposal(genesis.id(), 3, block.id(), 0);
        byte[] expected = Arrays.copyOf(statement, statement.length + 3);
        System.arraycopy(signature, 0, expected, statement.length, 3);
        assertThat(received.signedBytes(ref)).isEqualTo(expected);
    }

    @Test
    void blocks_areNotKept() {
        assertThat(received.keep(new Message.Blocks(2, genesis.id(), List.of(genesis), null)))
                .isZero();
        assertThat(received.keep(new Message.Fetch(2, genesis.id(), 1))).isZero();
    }

    @Test
    void whatIsTooOldOrNeverCame_isNotGiven() {
        for (int i = 0; i < 4_097; i++) {
            received.keep(new Message.Wish(2, i, Signature.of(new byte[64])));
        }
        assertThat(received.signedBytes(1)).isNull();
        assertThat(received.signedBytes(2)).isNotNull();
        assertThat(received.signedBytes(4_097)).isNotNull();
        for (long ref : new long[] {0, -1, 4_098, Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertThat(received.signedBytes(ref)).isNull();
        }
    }
}
