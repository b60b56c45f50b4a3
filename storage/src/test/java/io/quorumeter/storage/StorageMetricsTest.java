package io.quorumeter.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.LabelValue;
import io.quorumeter.MetricLevel;
import io.quorumeter.MetricsCollector;
import io.quorumeter.core.Quorumeter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StorageMetricsTest {
    private final MetricsCollector collector =
            Quorumeter.collector().level(MetricLevel.DETAILED).create();
    private final StorageMetrics storage = new StorageMetrics(collector);
    private final StoreMetrics blocks = storage.store("blocks");

    @ParameterizedTest
    @EnumSource
    void operation_isCountedByStoreAndResult(StorageOperation operation) {
        blocks.completed(operation);
        blocks.notFound(operation);
        blocks.notFound(operation);
        storage.store("state").completed(operation);
        assertThat(operations("blocks", operation, "ok")).isEqualTo(1);
        assertThat(operations("blocks", operation, "not_found")).isEqualTo(2);
        assertThat(operations("state", operation, "ok")).isEqualTo(1);
        assertThat(collector.snapshot().total("hotstuff2_storage_operations_total"))
                .isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource
    void failure_isCountedAsOperationAndByKind(FailureKind kind) {
        for (StorageOperation operation : StorageOperation.values()) {
            blocks.failed(operation, kind);
            assertThat(operations("blocks", operation, "error")).isEqualTo(1);
            assertThat(errors(LabelValue.of(operation), kind)).isEqualTo(1);
        }
        blocks.syncFailed(kind);
        assertThat(errors("sync", kind)).isEqualTo(1);
        assertThat(collector.snapshot().total("hotstuff2_storage_errors_total")).isEqualTo(6);
        assertThat(collector.snapshot().total("hotstuff2_storage_operations_total"))
                .isEqualTo(5);
    }

    @Test
    void sync_isTimedByStore() {
        blocks.synced(500_000);
        assertThat(collector
                        .snapshot()
                        .distribution("hotstuff2_storage_sync_seconds", "store", "blocks")
                        .orElseThrow()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void size_isReadAtTheSnapshot() {
        AtomicLong size = new AtomicLong();
        blocks.observeSize(size::get);
        assertThat(collector.snapshot().value("hotstuff2_storage_size_bytes", "store", "blocks"))
                .hasValue(0);
        size.set(4096);
        assertThat(collector.snapshot().value("hotstuff2_storage_size_bytes", "store", "blocks"))
                .hasValue(4096);
    }

    @Test
    void availableBytes_areThoseOfTheVolume(@TempDir Path folder) {
        assertThat(collector.snapshot().value("hotstuff2_storage_available_bytes"))
                .hasValue(0);
        storage.observeVolume(folder);
        assertThat(collector
                        .snapshot()
                        .value("hotstuff2_storage_available_bytes")
                        .orElseThrow())
                .isPositive();
    }

    @Test
    void volume_thatIsNotThere_isRefusedByName(@TempDir Path folder) {
        assertThatThrownBy(() -> storage.observeVolume(folder.resolve("missing")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("missing");
    }

    @Test
    void askedForAgain_storeAndCacheAreTheSame() {
        blocks.observeSize(() -> 12_345);
        storage.cache("headers").hit();
        storage.cache("headers").observeSize(() -> 77);
        assertThat(storage.store("blocks")).isSameAs(blocks);
        storage.cache("headers").hit();
        assertThat(collector.snapshot().value("hotstuff2_storage_size_bytes", "store", "blocks"))
                .hasValue(12_345);
        assertThat(collector
                        .snapshot()
                        .value("hotstuff2_storage_cache_requests_total", "cache", "headers", "result", "hit"))
                .hasValue(2);
        assertThat(collector.snapshot().value("hotstuff2_storage_cache_size_bytes", "cache", "headers"))
                .hasValue(77);
    }

    @Test
    void boundStores_addToTheEngine() {
        storage.observeEngine(() -> 1_000, () -> 2_000_000_000L);
        storage.bind("state", engine(500, 1_000_000_000L));
        storage.bind("receipts", engine(50, 0));
        assertThat(collector.snapshot().value("hotstuff2_storage_device_written_bytes_total"))
                .hasValue(1_550);
        assertThat(collector.snapshot().value("hotstuff2_storage_write_stall_seconds_total"))
                .hasValue(3);
        assertThat(collector.snapshot().value("hotstuff2_storage_size_bytes", "store", "state"))
                .hasValue(10);
    }

    @Test
    void sumsOverStores_stayAtTheGreatestLong() {
        storage.bind("state", engine(Long.MAX_VALUE - 1, Long.MAX_VALUE - 1));
        storage.bind("receipts", engine(Long.MAX_VALUE - 1, Long.MAX_VALUE - 1));
        assertThat(collector.snapshot().value("hotstuff2_storage_device_written_bytes_total"))
                .hasValue(Long.MAX_VALUE);
        assertThat(collector.snapshot().value("hotstuff2_storage_write_stall_seconds_total"))
                .hasValue(Long.MAX_VALUE / 1e9);
    }

    private static StoreStatistics engine(long written, long stalled) {
        return new StoreStatistics() {
            @Override
            public long sizeOnDisk() {
                return 10;
            }

            @Override
            public long deviceWrittenBytes() {
                return written;
            }

            @Override
            public long stallNanos() {
                return stalled;
            }
        };
    }

    private double operations(String store, StorageOperation operation, String result) {
        return collector
                .snapshot()
                .value(
                        "hotstuff2_storage_operations_total",
                        "store",
                        store,
                        "operation",
                        LabelValue.of(operation),
                        "result",
                        result)
                .orElseThrow();
    }

    private double errors(String operation, FailureKind kind) {
        return collector
                .snapshot()
                .value("hotstuff2_storage_errors_total", "operation", operation, "kind", LabelValue.of(kind))
                .orElseThrow();
    }
}
