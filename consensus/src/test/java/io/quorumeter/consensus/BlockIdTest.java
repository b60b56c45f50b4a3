package io.quorumeter.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class BlockIdTest {
    @Test
    void bytes_goRoundAndPrintInOrder() {
        byte[] bytes = new byte[BlockId.BYTES];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (0xf0 + i);
        }
        BlockId id = BlockId.of(bytes);
        assertThat(id.bytes()).isEqualTo(bytes);
        assertThat(BlockId.read(ByteBuffer.wrap(bytes))).isEqualTo(id);
        assertThat(id.toString()).startsWith("f0f1f2f3").endsWith("0d0e0f").hasSize(64);
    }

    @Test
    void wrongLength_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BlockId.of(new byte[31]))
                .withMessageContaining("31");
    }

    @Test
    void order_isThatOfTheBytes() {
        BlockId low = new BlockId(1, -1, 0, 0);
        BlockId high = new BlockId(-1, 0, 0, 0);
        assertThat(low).isLessThan(high);
        assertThat(new BlockId(1, 1, 1, 1)).isLessThan(new BlockId(1, 1, 1, 2));
        assertThat(low).isEqualByComparingTo(new BlockId(1, -1, 0, 0));
    }
}
