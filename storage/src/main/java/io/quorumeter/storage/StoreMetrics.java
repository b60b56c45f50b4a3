package io.quorumeter.storage;

import static io.quorumeter.storage.StorageFamilies.BATCH_OPERATIONS;
import static io.quorumeter.storage.StorageFamilies.OPERATION;
import static io.quorumeter.storage.StorageFamilies.OPERATIONS;
import static io.quorumeter.storage.StorageFamilies.READ_BYTES;
import static io.quorumeter.storage.StorageFamilies.SIZE;
import static io.quorumeter.storage.StorageFamilies.SYNC;
import static io.quorumeter.storage.StorageFamilies.WRITTEN_BYTES;

import io.quorumeter.By;
import io.quorumeter.By2;
import io.quorumeter.Counter;
import io.quorumeter.Histogram;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;
import java.util.function.LongSupplier;

/**
 * What one store calls to tell of its work; from {@link StorageMetrics#store}. Safe from any thread; the methods that tell of an
 * event never throw, block or allocate.
 */
public final class StoreMetrics {
    private final By2<StorageOperation, StorageResult, Counter> operations;
    private final By2<FailedOperation, FailureKind, Counter> errors;
    private final Timer sync;
    private final By<StorageOperation, Timer> durations;
    private final Counter readBytes;
    private final Counter writtenBytes;
    private final Histogram batch;
    private volatile LongSupplier size = () -> 0;

    StoreMetrics(MetricsCollector metrics, By2<FailedOperation, FailureKind, Counter> errors, String name) {
        this.errors = errors;
        this.operations = OPERATIONS.on(metrics, name);
        this.sync = SYNC.on(metrics, name);
        this.durations = OPERATION.on(metrics, name);
        this.readBytes = READ_BYTES.on(metrics, name);
        this.writtenBytes = WRITTEN_BYTES.on(metrics, name);
        this.batch = BATCH_OPERATIONS.on(metrics, name);
        SIZE.observe(metrics, this::size, name);
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
     * An operation was carried out that was measured; counts it too, as {@link #completed(StorageOperation)} does. Where a clock for each
     * read is too much, call it for a sample and the other method for the rest.
     *
     * @param operation which
     * @param bytes what was read, or handed to the store; 0 for none
     * @param nanos how long it took, in nanoseconds
     */
    public void completed(StorageOperation operation, long bytes, long nanos) {
        durations.of(operation).record(nanos);
        boolean reads = operation == StorageOperation.READ || operation == StorageOperation.ITERATE;
        (reads ? readBytes : writtenBytes).increment(bytes);
        completed(operation);
    }

    /**
     * A batch was written; counts it as {@link #completed(StorageOperation, long, long)} does.
     *
     * @param size operations in it, 0 or more
     * @param bytes what was handed to the store
     * @param nanos how long it took, in nanoseconds
     */
    public void batchWritten(int size, long bytes, long nanos) {
        batch.record((long) size);
        completed(StorageOperation.BATCH, bytes, nanos);
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
     * A measured operation found no entry; counts it as {@link #notFound(StorageOperation)} does.
     *
     * @param operation which
     * @param nanos how long it took, in nanoseconds
     */
    public void notFound(StorageOperation operation, long nanos) {
        durations.of(operation).record(nanos);
        notFound(operation);
    }

    /**
     * A measured operation failed; counts it as {@link #failed(StorageOperation, FailureKind)} does.
     *
     * @param operation which
     * @param why the kind of failure
     * @param nanos how long it took until it failed, in nanoseconds
     */
    public void failed(StorageOperation operation, FailureKind why, long nanos) {
        durations.of(operation).record(nanos);
        failed(operation, why);
    }

    /**
     * An operation failed.
     *
     * @param operation which
     * @param why the kind of failure
     */
    public void failed(StorageOperation operation, FailureKind why) {
        operations.of(operation, StorageResult.ERROR).increment();
        errors.of(operation == null ? null : FailedOperation.of(operation), why).increment();
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
        size = bytes;
    }

    long size() {
        return size.getAsLong();
    }
}
