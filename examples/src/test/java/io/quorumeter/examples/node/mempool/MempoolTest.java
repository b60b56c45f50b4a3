package io.quorumeter.examples.node.mempool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MempoolTest {

    private final Mempool pool = new Mempool(new Mempool.Limits(4, 100, 40, 2));

    private static byte[] transaction(int bytes, int first) {
        byte[] transaction = new byte[bytes];
        transaction[0] = (byte) first;
        return transaction;
    }

    private static List<TransactionId> ids(byte[]... transactions) {
        return Stream.of(transactions).map(TransactionId::of).toList();
    }

    @Test
    void submit_takesWhatFits() {
        assertThat(pool.submit(transaction(40, 1), 7)).isEqualTo(Admission.ADMITTED);
        assertThat(pool.size()).isEqualTo(1);
        assertThat(pool.bytes()).isEqualTo(40);
        assertThat(pool.oldest()).isEqualTo(7);
    }

    @Test
    void submit_held_isDuplicate() {
        pool.submit(transaction(10, 1), 0);
        assertThat(pool.submit(transaction(10, 1), 1)).isEqualTo(Admission.DUPLICATE);
        assertThat(pool.size()).isEqualTo(1);
    }

    @Test
    void submit_committedLately_isDuplicate() {
        pool.committed(ids(transaction(10, 1)));
        assertThat(pool.submit(transaction(10, 1), 1)).isEqualTo(Admission.DUPLICATE);
    }

    @Test
    void submit_committedLongAgo_isTakenAgain() {
        pool.committed(ids(transaction(10, 1), transaction(10, 2), transaction(10, 3)));
        assertThat(pool.submit(transaction(10, 1), 1)).isEqualTo(Admission.ADMITTED);
        assertThat(pool.submit(transaction(10, 2), 1)).isEqualTo(Admission.DUPLICATE);
    }

    @Test
    void submit_overTheSize_isTooLarge() {
        assertThat(pool.submit(transaction(41, 1), 0)).isEqualTo(Admission.TOO_LARGE);
    }

    @Test
    void submit_empty_isInvalid() {
        assertThat(pool.submit(new byte[0], 0)).isEqualTo(Admission.INVALID);
    }

    @Test
    void submit_tooMany_isFull() {
        for (int i = 0; i < 4; i++) {
            pool.submit(transaction(1, i), 0);
        }
        assertThat(pool.submit(transaction(1, 9), 0)).isEqualTo(Admission.FULL);
    }

    @Test
    void submit_tooManyBytes_isFull() {
        pool.submit(transaction(40, 1), 0);
        pool.submit(transaction(40, 2), 0);
        assertThat(pool.submit(transaction(21, 3), 0)).isEqualTo(Admission.FULL);
        assertThat(pool.submit(transaction(20, 3), 0)).isEqualTo(Admission.ADMITTED);
    }

    @Test
    void select_givesOldestFirst_withinBothBounds() {
        pool.submit(transaction(30, 1), 0);
        pool.submit(transaction(10, 2), 0);
        pool.submit(transaction(10, 3), 0);
        assertThat(pool.select(2, 1_000, id -> false)).containsExactly(transaction(30, 1), transaction(10, 2));
        assertThat(pool.select(9, 45, id -> false)).containsExactly(transaction(30, 1), transaction(10, 2));
        assertThat(pool.size()).isEqualTo(3);
    }

    @Test
    void select_leavesOutWhatAncestorsHold_untilTheyAreAbandoned() {
        pool.submit(transaction(10, 1), 0);
        pool.submit(transaction(10, 2), 0);
        Set<TransactionId> pending = Set.copyOf(ids(transaction(10, 1)));
        assertThat(pool.select(9, 1_000, pending::contains)).containsExactly(transaction(10, 2));
        assertThat(pool.select(9, 1_000, id -> false)).containsExactly(transaction(10, 1), transaction(10, 2));
    }

    @Test
    void committed_dropsWhatWasHeld_andTellsSinceWhen() {
        pool.submit(transaction(10, 1), 5);
        pool.submit(transaction(20, 2), 6);
        assertThat(pool.committed(ids(transaction(20, 2), transaction(10, 7)))).containsExactly(6L);
        assertThat(pool.size()).isEqualTo(1);
        assertThat(pool.bytes()).isEqualTo(10);
        assertThat(pool.select(9, 1_000, id -> false)).containsExactly(transaction(10, 1));
    }
}
