package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class MemoryAccountTest {
    private final MemoryAccount account = new MemoryAccount(1_000);

    @Test
    void reservation_beyondTheBudget_isRefusedAndTakesNothing() {
        MemoryAccount.Share share = account.share();
        assertThat(share.tryReserve(1_000)).isTrue();
        assertThat(share.tryReserve(1)).isFalse();
        assertThat(account.used()).isEqualTo(1_000);
        share.reserve(5);
        assertThat(account.used()).isEqualTo(1_005);
    }

    @Test
    void share_thatIsClosed_givesAllBackOnceAndTakesNothingMore() {
        MemoryAccount.Share share = account.share();
        share.reserve(300);
        account.share().reserve(50);
        share.close();
        share.close();
        assertThat(account.used()).isEqualTo(50);
        assertThat(share.tryReserve(5_000)).isTrue();
        share.reserve(5_000);
        assertThat(account.used()).isEqualTo(50);
    }

    @Test
    void budget_whenManyReserveAndCloseAtOnce_isNeverPassedAndAllComesBack() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Future<Long>> most = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                most.add(pool.submit(() -> {
                    long seen = 0;
                    for (int i = 0; i < 20_000; i++) {
                        MemoryAccount.Share share = account.share();
                        share.tryReserve(400);
                        seen = Math.max(seen, account.used());
                        share.close();
                    }
                    return seen;
                }));
            }
            for (Future<Long> seen : most) {
                assertThat(seen.get()).isLessThanOrEqualTo(1_000);
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(account.used()).isZero();
    }

    @Test
    void share_closedWhileAnotherThreadReserves_leavesNothingBehind() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            for (int i = 0; i < 5_000; i++) {
                MemoryAccount.Share share = account.share();
                Future<?> reserving = pool.submit(() -> share.reserve(10));
                Future<?> closing = pool.submit(share::close);
                reserving.get();
                closing.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(account.used()).isZero();
    }
}
