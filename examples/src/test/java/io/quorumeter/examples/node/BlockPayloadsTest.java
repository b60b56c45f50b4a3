package io.quorumeter.examples.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.examples.node.mempool.Mempool;
import io.quorumeter.testkit.hotstuff2.Block;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockPayloadsTest {

    private static final Block GENESIS = Block.genesis(List.of());
    private static final byte[] A = {1, 1, 1};
    private static final byte[] B = {2, 2, 2};
    private static final byte[] C = {3, 3, 3};

    private final Mempool pool = new Mempool(new Mempool.Limits(100, 1_000, 3, 100));
    private final BlockPayloads payloads = new BlockPayloads(pool, 2, 6, () -> 0);

    private static Block block(Block parent, long view, byte[]... transactions) {
        return new Block(parent.height() + 1, view, 0, parent.id(), List.of(transactions));
    }

    private void submit(byte[]... transactions) {
        for (byte[] transaction : transactions) {
            pool.submit(transaction, 0);
        }
    }

    @Test
    void select_takesTheOldest_upToABatch() {
        submit(A, B, C);
        assertThat(payloads.select(1, List.of()).transactions()).containsExactly(A, B);
    }

    @Test
    void select_onTopOfUncommittedBlocks_takesNothingTwice() {
        submit(A, B, C);
        Block first = block(GENESIS, 1, A);
        Block second = block(first, 2, C);
        assertThat(payloads.select(3, List.of(second, first)).transactions()).containsExactly(B);
        assertThat(payloads.select(2, List.of(first)).transactions()).containsExactly(B, C);
    }

    @Test
    void select_afterABlockWasAbandoned_takesItsTransactionsAgain() {
        submit(A, B);
        Block lost = block(GENESIS, 1, A, B);
        assertThat(payloads.valid(lost, List.of())).isTrue();
        payloads.abandoned(lost);
        assertThat(payloads.select(1, List.of()).transactions()).containsExactly(A, B);
    }

    @Test
    void committed_takesTransactionsOutOfThePool_andSaysSinceWhenTheyWaited() {
        pool.submit(A, 7);
        pool.submit(B, 8);
        assertThat(payloads.committed(block(GENESIS, 1, B, C))).containsExactly(8L);
        assertThat(payloads.select(2, List.of()).transactions()).containsExactly(A);
    }

    @Test
    void valid_blockWithinBounds() {
        assertThat(payloads.valid(block(GENESIS, 1), List.of())).isTrue();
        assertThat(payloads.valid(block(GENESIS, 1, A, B), List.of())).isTrue();
    }

    @Test
    void valid_blockOutOfBounds_isNot() {
        assertThat(payloads.valid(block(GENESIS, 1, A, B, C), List.of())).isFalse();
        assertThat(payloads.valid(block(GENESIS, 1, new byte[4]), List.of())).isFalse();
        assertThat(payloads.valid(block(GENESIS, 1, new byte[0]), List.of())).isFalse();
    }

    @Test
    void valid_transactionTwice_isNot() {
        assertThat(payloads.valid(block(GENESIS, 1, A, A), List.of())).isFalse();
        Block parent = block(GENESIS, 1, A);
        assertThat(payloads.valid(block(parent, 2, B, A), List.of(parent))).isFalse();
        assertThat(payloads.valid(block(parent, 2, B), List.of(parent))).isTrue();
    }
}
