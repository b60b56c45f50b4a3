package io.quorumeter.monitoring.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SystemSamplerTest {
    private static final class FakeSource implements SystemSource {
        private long cpu;
        private long used = 400;
        private long max = 1_000;
        private long available = 250;

        @Override
        public long cpuNanos() {
            return cpu;
        }

        @Override
        public int processors() {
            return 2;
        }

        @Override
        public long memoryUsedBytes() {
            return used;
        }

        @Override
        public long memoryMaxBytes() {
            return max;
        }

        @Override
        public long diskAvailableBytes() {
            return available;
        }

        @Override
        public long diskCapacityBytes() {
            return 1_000;
        }
    }

    private final FakeSource source = new FakeSource();
    private long nanos;
    private final SystemSampler sampler = new SystemSampler(source, () -> nanos, Duration.ofSeconds(60));

    private SystemSample after(int seconds, double busyProcessors) {
        nanos += Duration.ofSeconds(seconds).toNanos();
        source.cpu += (long) (seconds * 1e9 * busyProcessors);
        return sampler.sample();
    }

    @Test
    void cpu_isItsShareOfAllProcessors_overTheWindow() {
        assertThat(sampler.sample().cpuUsage()).isNaN();
        assertThat(after(9, 2).cpuUsage()).isNaN();
        assertThat(after(1, 2).cpuUsage()).isEqualTo(1);
        for (int i = 0; i < 60; i++) {
            after(1, 0.5);
        }
        assertThat(after(1, 0.5).cpuUsage()).isCloseTo(0.25, within(0.001));
    }

    @Test
    void memory_isWhatStaysInUse() {
        sampler.sample();
        source.used = 950;
        SystemSample between = after(1, 0);
        assertThat(between.memoryUsage()).isEqualTo(0.4);
        for (int i = 0; i < 60; i++) {
            after(1, 0);
        }
        assertThat(after(1, 0).memoryUsage()).isEqualTo(0.95);
    }

    @Test
    void whatIsNotKnown_isNaN() {
        source.max = -1;
        source.available = -1;
        source.cpu = -1;
        sampler.sample();
        nanos += Duration.ofSeconds(30).toNanos();
        SystemSample sample = sampler.sample();
        assertThat(sample.cpuUsage()).isNaN();
        assertThat(sample.memoryUsage()).isNaN();
        assertThat(source.diskUsage()).isNaN();
    }

    @Test
    void thisProcess_isSampled() {
        SystemSample sample = SystemSampler.of(JvmSource.withoutVolume()).sample();
        assertThat(sample.memoryUsage()).isBetween(0.0, 1.0);
        assertThat(JvmSource.withoutVolume().cpuNanos()).isPositive();
        assertThat(JvmSource.of(Path.of(".")).diskUsage()).isBetween(0.0, 1.0);
    }

    @Test
    void folderThatIsNotThere_isRefused() {
        assertThatThrownBy(() -> JvmSource.of(Path.of("there-is-nothing-here")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("there-is-nothing-here");
    }
}
