package io.quorumeter.examples.node.mempool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.examples.node.transport.MalformedFrameException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TransactionBatchTest {

    private static final List<byte[]> TRANSACTIONS = List.of(new byte[] {1, 2, 3}, new byte[0], new byte[300]);

    @Test
    void decode_givesBackWhatWasEncoded() throws Exception {
        assertThat(TransactionBatch.decode(ByteBuffer.wrap(TransactionBatch.encode(TRANSACTIONS))))
                .containsExactlyElementsOf(TRANSACTIONS);
    }

    @Test
    void decode_cutShortOrTooLong_isMalformed() {
        byte[] whole = TransactionBatch.encode(TRANSACTIONS);
        for (int length = 0; length < whole.length; length++) {
            ByteBuffer cut = ByteBuffer.wrap(Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> TransactionBatch.decode(cut)).isInstanceOf(MalformedFrameException.class);
        }
        ByteBuffer longer = ByteBuffer.wrap(Arrays.copyOf(whole, whole.length + 1));
        assertThatThrownBy(() -> TransactionBatch.decode(longer)).isInstanceOf(MalformedFrameException.class);
    }

    @Test
    void decode_claimsOfMoreThanThereIs_areMalformedAndCostNothing() {
        assertThatThrownBy(() -> TransactionBatch.decode(ByteBuffer.wrap(new byte[] {(byte) 0xff, (byte) 0xff})))
                .isInstanceOf(MalformedFrameException.class);
        assertThatThrownBy(() -> TransactionBatch.decode(ByteBuffer.wrap(new byte[] {0, 1, 0x7f, -1, -1, -1})))
                .isInstanceOf(MalformedFrameException.class);
        assertThatThrownBy(() -> TransactionBatch.decode(ByteBuffer.wrap(new byte[] {0, 1, -1, -1, -1, -1})))
                .isInstanceOf(MalformedFrameException.class);
    }

    @Test
    void decode_randomBytes_isMalformedOrABatch() {
        Random random = new Random(5);
        for (int i = 0; i < 10_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            try {
                assertThat(TransactionBatch.encode(TransactionBatch.decode(ByteBuffer.wrap(bytes))))
                        .isEqualTo(bytes);
            } catch (MalformedFrameException e) {
                assertThat(e).hasMessageContaining("transaction");
            }
        }
    }
}
