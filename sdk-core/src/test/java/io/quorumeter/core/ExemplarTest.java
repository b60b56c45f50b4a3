package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.Bounds;
import io.quorumeter.core.column.DistributionColumns;
import io.quorumeter.snapshot.Exemplar;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ExemplarTest {
    private static final Rejections IGNORED = Rejections.untaken();

    private final LiveTimer timer = new LiveTimer(
            IGNORED, Bounds.of(0.001, 0.01), MemoryAccount.unlimited().share(), System::nanoTime);
    private final LiveCounter counter = new LiveCounter(IGNORED);

    @Test
    void timer_keepsTheLatestExemplarBetweenEachTwoBounds() {
        assertThat(timer.exemplars()).isNull();
        timer.recordWithExemplar(1_000_000, 1, 2, 77);
        timer.recordWithExemplar(5_000_000, 3, 4, 78);
        timer.recordWithExemplar(6_000_000, 5, 6, 79);
        timer.recordWithExemplar(-1, 7, 8, 80);

        ExemplarSlots kept = Objects.requireNonNull(timer.exemplars());
        assertThat(kept.read(0)).isEqualTo(new Exemplar(1, 2, 0.001, 77));
        assertThat(kept.read(1)).isEqualTo(new Exemplar(5, 6, 0.006, 79));
        assertThat(kept.read(2)).isNull();
        assertThat(timer.count()).isEqualTo(3);
    }

    @Test
    void histogram_aboveItsBounds_keepsTheExemplarInTheLastPlace() {
        LiveHistogram histogram = new LiveHistogram(
                IGNORED, Bounds.of(1, 2), MemoryAccount.unlimited().share());
        histogram.recordWithExemplar(2.5, 1, 2, 3);
        histogram.recordWithExemplar(Double.NaN, 4, 5, 6);
        assertThat(Objects.requireNonNull(histogram.exemplars()).read(2)).isEqualTo(new Exemplar(1, 2, 2.5, 3));
        assertThat(histogram.count()).isEqualTo(1);
    }

    @Test
    void counter_keepsTheLatestExemplar_butNotOfWhatItRefuses() {
        assertThat(counter.exemplar()).isNull();
        counter.incrementWithExemplar(3, 1, 2, 3);
        counter.incrementWithExemplar(-1, 4, 5, 6);
        assertThat(counter.exemplar()).isEqualTo(new Exemplar(1, 2, 3, 3));
        assertThat(counter.value()).isEqualTo(3);
    }

    @Test
    void exemplars_areAccountedFor_andNotKeptBeyondTheBudget() {
        MemoryAccount account = new MemoryAccount(Lane.BYTES + 2_000);
        MemoryAccount.Share share = account.share();
        LiveHistogram histogram = new LiveHistogram(IGNORED, Bounds.of(1, 2), share);
        histogram.recordWithExemplar(1.5, 1, 2, 3);
        histogram.recordWithExemplar(1.5, 4, 5, 6);
        long one = account.used();
        histogram.recordWithExemplar(1.5, 7, 8, 9);
        assertThat(account.used()).isEqualTo(one);
        assertThat(one).isEqualTo(Lane.BYTES + Lane.PAGE_BYTES + ExemplarSlots.bytes(3));

        histogram.readInto(new DistributionColumns(), Bounds.of(4));
        assertThat(account.used()).isEqualTo(one - ExemplarSlots.bytes(3));
        share.reserve(account.limit() - account.used());
        histogram.recordWithExemplar(1.5, 1, 2, 3);
        assertThat(histogram.exemplars()).isNull();
        assertThat(histogram.count()).isEqualTo(4);

        LiveCounter poor = new LiveCounter(IGNORED, share);
        poor.incrementWithExemplar(1, 1, 2, 3);
        assertThat(poor.exemplar()).isNull();
        share.release(1_000);
        long before = account.used();
        poor.incrementWithExemplar(1, 1, 2, 3);
        assertThat(poor.exemplar()).isNotNull();
        assertThat(account.used()).isEqualTo(before + ExemplarSlots.bytes(1));
        assertThat(poor.value()).isEqualTo(2);
    }

    @Test
    void exemplars_givenByManyThreads_areNeverMixed() throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(3);
        CountDownLatch start = new CountDownLatch(1);
        Future<?>[] done = new Future<?>[3];
        for (int t = 0; t < done.length; t++) {
            long base = t * 1_000_000L;
            done[t] = writers.submit(() -> {
                start.await();
                for (long i = base; i < base + 200_000; i++) {
                    counter.incrementWithExemplar(i, i, i, i);
                }
                return null;
            });
        }
        start.countDown();
        for (int i = 0; i < 200_000; i++) {
            Exemplar seen = counter.exemplar();
            if (seen != null) {
                assertThat(seen)
                        .isEqualTo(new Exemplar(
                                seen.unixMillis(), seen.unixMillis(), (double) seen.unixMillis(), seen.unixMillis()));
            }
        }
        for (Future<?> writer : done) {
            writer.get();
        }
        writers.shutdown();
        assertThat(counter.exemplar()).isNotNull();
    }
}
