package io.quorumeter.consensus;

import static io.quorumeter.consensus.Samples.certificate;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentCertificatesTest {
    private final RecentCertificates recent = new RecentCertificates();

    @Test
    void add_tellsRepeatsFromNews() {
        assertThat(recent.add(quorum(5, 7))).isTrue();
        assertThat(recent.add(quorum(5, 7))).isFalse();
        assertThat(recent.add(quorum(5, 8))).isTrue();
        assertThat(recent.add(quorum(6, 7))).isTrue();
        assertThat(recent.add(quorum(5, 7))).isFalse();
        assertThat(recent.add(quorum(5, 8))).isFalse();
    }

    @Test
    void age_countsFromTheFirstOneOfAViewAndBlock() {
        recent.add(certificate(CertificateKind.QUORUM, 5, 7, 10, 0, 1, 2));
        recent.add(certificate(CertificateKind.QUORUM, 5, 7, 20, 1, 2, 3));
        assertThat(recent.age(5, Samples.id(7), 25)).isEqualTo(15);
        assertThat(recent.age(5, Samples.id(7), 5)).isZero();
        assertThat(recent.age(5, Samples.id(8), 25)).isNegative();
        assertThat(recent.age(5 + RecentCertificates.VIEWS, Samples.id(7), 25)).isNegative();
    }

    @Test
    void extremeViews_haveTheirPlace() {
        for (long view : new long[] {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE}) {
            assertThat(recent.add(quorum(view, 7))).isTrue();
            assertThat(recent.add(quorum(view, 7))).isFalse();
        }
    }

    @Test
    void oldViews_makeRoom() {
        long views = 3L * RecentCertificates.VIEWS;
        for (long view = 0; view < views; view++) {
            recent.add(quorum(view, view));
        }
        assertThat(recent.age(0, Samples.id(0), 1)).isNegative();
        assertThat(recent.age(views - 1, Samples.id(views - 1), 1)).isPositive();
    }

    @Test
    void add_fromManyThreads_isNewsOnce() throws Exception {
        int threads = 4;
        int views = 5_000;
        LongAdder news = new LongAdder();
        CyclicBarrier together = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (Future<?> done : IntStream.range(0, threads)
                    .mapToObj(thread -> pool.submit(() -> {
                        for (int view = 0; view < views; view++) {
                            if (view % 100 == 0) {
                                together.await();
                            }
                            if (recent.add(quorum(view, view))) {
                                news.increment();
                            }
                        }
                        return null;
                    }))
                    .toList()) {
                done.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(news.sum()).isEqualTo(views);
    }

    private static CertificateEvent quorum(long view, long block) {
        return certificate(CertificateKind.QUORUM, view, block, 0);
    }
}
