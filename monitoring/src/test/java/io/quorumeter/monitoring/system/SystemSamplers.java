package io.quorumeter.monitoring.system;

import java.time.Duration;
import java.time.Instant;

/** Samplers for tests of other packages. */
public final class SystemSamplers {
    private SystemSamplers() {}

    /** One of an idle machine that calls something each time it looks at its volume. */
    public static SystemSampler calling(Runnable look) {
        SystemSource source = new SystemSource() {
            @Override
            public long cpuNanos() {
                return 0;
            }

            @Override
            public int processors() {
                return 1;
            }

            @Override
            public long memoryUsedBytes() {
                return 1;
            }

            @Override
            public long memoryMaxBytes() {
                return 100;
            }

            @Override
            public long diskAvailableBytes() {
                look.run();
                return 100;
            }

            @Override
            public long diskCapacityBytes() {
                return 100;
            }
        };
        return new SystemSampler(source, () -> Instant.EPOCH, () -> 0, Duration.ofMinutes(1));
    }
}
