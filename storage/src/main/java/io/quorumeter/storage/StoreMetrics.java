package io.quorumeter.storage;

import static io.quorumeter.storage.StorageFamily.OPERATIONS;
import static io.quorumeter.storage.StorageFamily.SIZE;
import static io.quorumeter.storage.StorageFamily.SYNC;

import io.quorumeter.By2;
import io.quorumeter.Counter;
import io.quorumeter.Timer;
import io.quorumeter.binding.Families;
import java.util.function.LongSupplier;

/**
 * What one store calls to tell of its work; from {@link StorageMetrics#store}. Safe from any thread; the methods that tell of an
 * event never throw, block or allocate.
 */
public final class StoreMetrics {
    private final Families families;
    private final String name;
    private final By2<StorageOperation, StorageResult, Counter> operations;
    private final By2<FailedOperation, FailureKind, Counter> errors;
    private final Timer sync;

    StoreMetrics(Families families, By2<FailedOperation, FailureKind, Counter> errors, String name) {
        this.families = families;
        this.name = name;
        this.errors = errors;
        this.operations = families.counter(OPERATIONS)
                .with("store", name)
                .by("operation", StorageOperation.class)
                .by("result", StorageResult.class)
                .create();
        this.sync = families.timer(SYNC).with("store", name).create();
        observeSize(() -> 0);
    }

    /**
     * An operation was carried out.
     *
     * @param operation which
     */
    public void completed(StorageOperation operation) {
        operations.of(operation, StorageResult.OK).increment();
    }

    /**
     * An operation found no entry.
     *
     * @param operation which
     */
    public void notFound(StorageOperation operation) {
        operations.of(operation, StorageResult.NOT_FOUND).increment();
    }

    /**
     * An operation failed.
     *
     * @param operation which
     * @param why the kind of failure
     */
    public void failed(StorageOperation operation, FailureKind why) {
        operations.of(operation, StorageResult.ERROR).increment();
        errors.of(FailedOperation.of(operation), why).increment();
    }

    /**
     * What was written is durable.
     *
     * @param nanos how long that took, in nanoseconds
     */
    public void synced(long nanos) {
        sync.record(nanos);
    }

    /**
     * What was written could not be made durable.
     *
     * @param why the kind of failure
     */
    public void syncFailed(FailureKind why) {
        errors.of(FailedOperation.SYNC, why).increment();
    }

    /**
     * Says where to read the size of the store on disk.
     *
     * @param bytes asked at each snapshot, off the recording path; replaces the one given before
     */
    public void observeSize(LongSupplier bytes) {
        families.gauge(SIZE).with("store", name).observe(bytes::getAsLong);
    }
}
