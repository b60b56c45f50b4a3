package io.quorumeter.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.quorumeter.Labels;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Calls by name with label values that their series has otherwise: cut, or with half a character replaced. */
class ChangedValuesTest {
    private static final String ERRORS = "errors_total";
    private static final String LONG = "x".repeat(2 * Labels.MAX_VALUE_LENGTH);

    private final VirtualTime time = new VirtualTime();
    private final LiveCollector metrics =
            (LiveCollector) time.collector().staleAfter(Duration.ofSeconds(10)).create();

    @Test
    void sameValueAgain_allocatesNothing() {
        assertThat(bytes(() -> metrics.incrementCounter(ERRORS, "peer", LONG))).isLessThan(1_000);
        assertThat(metrics.snapshot().family(ERRORS).orElseThrow().size()).isEqualTo(1);
        assertThat(metrics.snapshot().total(ERRORS)).isEqualTo(10 * 1_000);
    }

    @Test
    void everNewValues_areCounted_andRememberedToALimit() {
        for (int i = 0; i < 1_000; i++) {
            metrics.incrementCounter(ERRORS, "peer", LONG + i);
        }
        String huge = "x".repeat(NameMemory.LONGEST_CHANGED + 1);
        LiveCollector other = (LiveCollector) Quorumeter.newCollector();
        other.incrementCounter(ERRORS, "peer", huge);
        assertThat(metrics.snapshot().family(ERRORS).orElseThrow().size()).isEqualTo(1);
        assertThat(metrics.snapshot().total(ERRORS)).isEqualTo(1_000);
        assertThat(metrics.byName().remembered()).isEqualTo(NameMemory.MOST_CHANGED);
        assertThat(other.byName().remembered()).isZero();
    }

    @Test
    void seriesThatEnded_isBegunAnew_andItsPlaceIsFree() {
        metrics.incrementCounter(ERRORS, "peer", LONG);
        time.run(Duration.ofSeconds(20));
        assertThat(metrics.snapshot().total(ERRORS)).isZero();
        assertThat(metrics.byName().remembered()).isZero();
        metrics.incrementCounter(ERRORS, "peer", LONG);
        assertThat(metrics.snapshot().total(ERRORS)).isEqualTo(1);
    }

    /** The fewest bytes that a thousand of the calls allocate. */
    private static long bytes(Runnable call) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 10; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 1_000; i++) {
                call.run();
            }
            best = Math.min(best, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return best;
    }
}
