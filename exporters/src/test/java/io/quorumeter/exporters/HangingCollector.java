package io.quorumeter.exporters;

import io.quorumeter.CustomMetric;
import io.quorumeter.MetricsCollector;
import io.quorumeter.snapshot.MetricsSnapshot;
import io.quorumeter.spi.InstrumentProvider;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A collector that is read only once it is released, or fails to be when there is nothing to wait for. */
final class HangingCollector implements MetricsCollector {
    private final MetricsCollector behind;
    private final @Nullable CountDownLatch release;

    HangingCollector(MetricsCollector behind, @Nullable CountDownLatch release) {
        this.behind = behind;
        this.release = release;
    }

    @Override
    public <T extends @Nullable Object> T read(Function<? super MetricsSnapshot, ? extends T> reader) {
        if (release == null) {
            throw new IllegalStateException("broken");
        }
        boolean released = false;
        while (!released) {
            try {
                release.await();
                released = true;
            } catch (InterruptedException closing) {
                throw new IllegalStateException(closing);
            }
        }
        return behind.read(reader);
    }

    @Override
    public MetricsSnapshot snapshot() {
        return behind.snapshot();
    }

    @Override
    public boolean isEnabled() {
        return behind.isEnabled();
    }

    @Override
    public InstrumentProvider provider() {
        return behind.provider();
    }

    @Override
    public void recordCustomMetric(CustomMetric metric) {
        behind.recordCustomMetric(metric);
    }
}
