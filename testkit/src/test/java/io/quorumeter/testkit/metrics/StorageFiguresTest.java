package io.quorumeter.testkit.metrics;

import static io.quorumeter.testkit.metrics.MetricsAssertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quorumeter.LabelValue;
import io.quorumeter.storage.FailureKind;
import io.quorumeter.storage.QueryResult;
import io.quorumeter.storage.StateMetrics;
import io.quorumeter.storage.StorageMetrics;
import io.quorumeter.storage.StorageOperation;
import io.quorumeter.storage.StoreMetrics;
import io.quorumeter.storage.ValidationResult;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is shown of stores and of the state is exactly what was measured. */
class StorageFiguresTest {
    private static final long MS = 1_000_000;

    @TempDir
    Path folder;

    private final TestMetricsCollector metrics = TestMetricsCollector.create();
    private final StorageMetrics storage = new StorageMetrics(metrics);
    private final StoreMetrics blocks = storage.store("blocks");
    private final StateMetrics state = new StateMetrics(metrics);

    @Test
    void reads_areCountedAndTimed_foundOrNotOrFailed() {
        blocks.completed(StorageOperation.READ, 100, 2 * MS);
        blocks.completed(StorageOperation.READ);
        blocks.notFound(StorageOperation.READ, 3 * MS);
        blocks.failed(StorageOperation.READ, FailureKind.CORRUPTION, 5 * MS);
        assertThat(metrics)
                .timer("hotstuff2_storage_operation_seconds")
                .with("store", "blocks")
                .with("operation", "read")
                .hasCount(3)
                .hasSumCloseTo(0.010, 1e-9);
        assertOperations("read", "ok", 2);
        assertOperations("read", "not_found", 1);
        assertOperations("read", "error", 1);
        assertThat(metrics)
                .counter("hotstuff2_storage_errors_total")
                .with("operation", "read")
                .with("kind", "corruption")
                .isEqualTo(1);
        assertThat(metrics)
                .counter("hotstuff2_storage_read_bytes_total")
                .with("store", "blocks")
                .isEqualTo(100);
    }

    @Test
    void writesAndBatches_areTimedApart_withTheirBytes() {
        blocks.completed(StorageOperation.WRITE, 300, 4 * MS);
        blocks.completed(StorageOperation.WRITE, 200, 2 * MS);
        blocks.batchWritten(7, 1_000, 9 * MS);
        blocks.batchWritten(3, 500, MS);
        assertThat(metrics)
                .timer("hotstuff2_storage_operation_seconds")
                .with("operation", "write")
                .hasCount(2)
                .hasSumCloseTo(0.006, 1e-9);
        assertThat(metrics)
                .timer("hotstuff2_storage_operation_seconds")
                .with("operation", "batch")
                .hasCount(2)
                .hasSumCloseTo(0.010, 1e-9);
        assertThat(metrics)
                .histogram("hotstuff2_storage_batch_operations")
                .with("store", "blocks")
                .hasCount(2)
                .hasSumCloseTo(10, 1e-9);
        assertOperations("batch", "ok", 2);
        assertThat(metrics)
                .counter("hotstuff2_storage_written_bytes_total")
                .with("store", "blocks")
                .isEqualTo(2_000);
    }

    @Test
    void efficiency_isWhatLivesOfWhatIsOnDisk() {
        blocks.observeSize(() -> 600);
        storage.store("state").observeSize(() -> 200);
        state.updateSize(200, 5, 1);
        assertThat(metrics).gauge("hotstuff2_storage_efficiency_ratio").isEqualTo(0.25);
        state.updateSize(2_000, 5, 1);
        assertThat(metrics).gauge("hotstuff2_storage_efficiency_ratio").isEqualTo(1);
    }

    @Test
    void utilization_isThatOfTheVolume() throws IOException {
        FileStore volume = Files.getFileStore(folder);
        storage.observeVolume(folder);
        double used = 1 - (double) volume.getUsableSpace() / volume.getTotalSpace();
        assertThat(metrics).gauge("hotstuff2_storage_capacity_bytes").isEqualTo(volume.getTotalSpace());
        assertThat(metrics).gauge("hotstuff2_storage_utilization_ratio").isCloseTo(used, 0.01);
    }

    @Test
    void sizeOfTheState_isShownAsGiven() {
        state.updateSize(4_096, 17, 3);
        assertThat(metrics).gauge("hotstuff2_state_size_bytes").isEqualTo(4_096);
        assertThat(metrics).gauge("hotstuff2_state_accounts").isEqualTo(17);
        assertThat(metrics).gauge("hotstuff2_state_contracts").isEqualTo(3);
    }

    @Test
    void snapshots_areCountedTimedAndMeasured() {
        state.snapshotMade(8_192, 250 * MS);
        state.snapshotMade(4_096, 150 * MS);
        state.snapshotFailed();
        assertThat(metrics)
                .counter("hotstuff2_state_snapshots_total")
                .with("result", "ok")
                .isEqualTo(2);
        assertThat(metrics)
                .counter("hotstuff2_state_snapshots_total")
                .with("result", "failed")
                .isEqualTo(1);
        assertThat(metrics)
                .timer("hotstuff2_state_snapshot_seconds")
                .hasCount(2)
                .hasSumCloseTo(0.4, 1e-9);
        assertThat(metrics).gauge("hotstuff2_state_snapshot_size_bytes").isEqualTo(4_096);
    }

    @ParameterizedTest
    @EnumSource
    void query_isCountedByItsResultAndTimed(QueryResult result) {
        state.queried(result, 3 * MS);
        state.queried(result, 5 * MS);
        assertThat(metrics)
                .counter("hotstuff2_state_queries_total")
                .with("result", LabelValue.of(result))
                .isEqualTo(2);
        assertThat(metrics).timer("hotstuff2_state_query_seconds").hasCount(2).hasSumCloseTo(0.008, 1e-9);
    }

    @ParameterizedTest
    @EnumSource
    void validation_isCountedByItsResult_andTimedWhereMeasured(ValidationResult result) {
        state.transactionValidated(result, 2 * MS);
        state.transactionValidated(result);
        for (ValidationResult each : ValidationResult.values()) {
            assertThat(metrics)
                    .counter("hotstuff2_state_validations_total")
                    .with("result", LabelValue.of(each))
                    .isEqualTo(each == result ? 2 : 0);
        }
        assertThat(metrics)
                .timer("hotstuff2_state_validation_seconds")
                .hasCount(1)
                .hasSumCloseTo(0.002, 1e-9);
    }

    @Test
    void quantiles_areThoseOfWhatWasTimed() {
        for (int i = 1; i <= 100; i++) {
            blocks.completed(StorageOperation.WRITE, 1, i * MS);
        }
        for (double q : new double[] {0.5, 0.95, 0.99}) {
            Assertions.assertThat(metrics.snapshot()
                            .distribution(
                                    "hotstuff2_storage_operation_seconds", "operation", "write", "store", "blocks")
                            .orElseThrow()
                            .quantile(q))
                    .isCloseTo(q * 0.1, within(q * 0.1 * 0.02));
        }
    }

    private void assertOperations(String operation, String result, long count) {
        assertThat(metrics)
                .counter("hotstuff2_storage_operations_total")
                .with("store", "blocks")
                .with("operation", operation)
                .with("result", result)
                .isEqualTo(count);
    }
}
