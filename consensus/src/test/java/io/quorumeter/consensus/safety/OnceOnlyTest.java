package io.quorumeter.consensus.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.consensus.ByzantineAct;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OnceOnlyTest {
    @Test
    void whatCameLately_isKnown_howMuchEverCameBefore() {
        OnceOnly once = new OnceOnly();
        for (long view = 0; view < 50_000; view++) {
            assertThat(once.add(ByzantineAct.DOUBLE_VOTE, 3, view)).isTrue();
            for (long lately = Math.max(0, view - 100); lately <= view; lately += 20) {
                assertThat(once.add(ByzantineAct.DOUBLE_VOTE, 3, lately)).isFalse();
            }
        }
        assertThat(once.add(ByzantineAct.DOUBLE_VOTE2, 3, 49_999)).isTrue();
        assertThat(once.add(ByzantineAct.DOUBLE_VOTE, 2, 49_999)).isTrue();
    }

    @Test
    void findingOfSeveralThreads_isNewToOneOfThem() throws Exception {
        int threads = 4;
        int rounds = 2_000;
        OnceOnly once = new OnceOnly();
        AtomicInteger news = new AtomicInteger();
        CyclicBarrier together = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                done.add(pool.submit(() -> {
                    for (int round = 0; round < rounds; round++) {
                        together.await();
                        news.addAndGet(once.add(ByzantineAct.DOUBLE_VOTE, 3, round) ? 1 : 0);
                    }
                    return null;
                }));
            }
            for (Future<?> each : done) {
                each.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(news).hasValue(rounds);
    }
}
