package io.quorumeter.storage;

import static io.quorumeter.storage.StorageFamilies.AVAILABLE;
import static io.quorumeter.storage.StorageFamilies.CAPACITY;
import static io.quorumeter.storage.StorageFamilies.DEVICE_WRITTEN_BYTES;
import static io.quorumeter.storage.StorageFamilies.EFFICIENCY;
import static io.quorumeter.storage.StorageFamilies.ERRORS;
import static io.quorumeter.storage.StorageFamilies.PRUNED_BLOCKS;
import static io.quorumeter.storage.StorageFamilies.STATE_SIZE;
import static io.quorumeter.storage.StorageFamilies.UTILIZATION;
import static io.quorumeter.storage.StorageFamilies.WRITE_STALL;

import io.quorumeter.By2;
import io.quorumeter.Counter;
import io.quorumeter.Gauge;
import io.quorumeter.MetricsCollector;
import io.quorumeter.spi.Counts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/**
 * What a node's stores call to tell of their work. Each store gets a {@link StoreMetrics} of its own:
 *
 * <pre>{@code
 * StorageMetrics storage = new StorageMetrics(metrics);
 * storage.observeVolume(folder);
 * StoreMetrics blocks = storage.store("blocks");
 * blocks.observeSize(() -> file.length());
 * …
 * blocks.completed(StorageOperation.BATCH);
 * blocks.synced(nanos);
 * }</pre>
 *
 * <p>A node makes one. Safe from any thread.
 */
public final class StorageMetrics {
    private final MetricsCollector metrics;
    private final By2<FailedOperation, FailureKind, Counter> errors;
    private final Counter pruned;
    private final Map<String, StoreMetrics> stores = new ConcurrentHashMap<>();
    private final Map<String, CacheMetrics> caches = new ConcurrentHashMap<>();
    private final Map<String, StoreStatistics> engines = new ConcurrentHashMap<>();
    private volatile LongSupplier deviceBytes = () -> 0;
    private volatile LongSupplier stallNanos = () -> 0;

    /**
     * Declares the families.
     *
     * @param metrics where they are declared
     */
    public StorageMetrics(MetricsCollector metrics) {
        this.metrics = metrics;
        errors = ERRORS.on(metrics);
        pruned = PRUNED_BLOCKS.on(metrics);
        AVAILABLE.observe(metrics, () -> 0);
        CAPACITY.observe(metrics, () -> 0);
        UTILIZATION.observe(metrics, () -> 0.0);
        Gauge live = STATE_SIZE.on(metrics);
        EFFICIENCY.observe(metrics, () -> efficiency(live.value()));
        DEVICE_WRITTEN_BYTES.observe(
                metrics, () -> Counts.sum(deviceBytes.getAsLong(), engines(StoreStatistics::deviceWrittenBytes)));
        WRITE_STALL.observe(
                metrics, () -> Counts.sum(stallNanos.getAsLong(), engines(StoreStatistics::stallNanos)) / 1e9);
    }

    /**
     * Where the families are declared.
     *
     * @return the collector
     */
    public MetricsCollector collector() {
        return metrics;
    }

    /**
     * The metrics of one store; its series exist from now on. Where one engine keeps everything, a store is what its keys are of, such as
     * {@code block}, {@code qc}, {@code tc}, {@code vote}, {@code state}, {@code transaction}, {@code validator_set}, {@code safety} or
     * {@code metadata}: what specifications call {@code KeyType} is the label {@code store}.
     *
     * @param name the store, one of a few names given when the node is put together
     * @return what the store calls; the same for the same name
     */
    public StoreMetrics store(String name) {
        return stores.computeIfAbsent(name, fresh -> new StoreMetrics(metrics, errors, fresh));
    }

    /**
     * Whether there is any store, whatever the collector keeps of it.
     *
     * @return true once {@link #store} or {@link #bind} was called
     */
    public boolean hasStores() {
        return !stores.isEmpty();
    }

    /**
     * Binds a store to what its engine counts itself: its size, what the engine writes and holds back, and its cache, under the same
     * name.
     *
     * @param name the store, one of a few names given when the node is put together
     * @param statistics asked at each snapshot, off the recording path
     * @return what the store calls for what the engine does not count
     */
    public StoreMetrics bind(String name, StoreStatistics statistics) {
        StoreMetrics store = store(name);
        store.observeSize(statistics::sizeOnDisk);
        engines.put(name, statistics);
        CacheMetrics cache = cache(name);
        cache.observe(statistics::cacheHits, statistics::cacheMisses, statistics::cacheEvictions);
        cache.observeSize(statistics::cacheBytes);
        return store;
    }

    /**
     * The metrics of a cache; its series exist from now on.
     *
     * @param name the cache, one of a few names given when the node is put together
     * @return what the cache calls, or is bound to; the same for the same name
     */
    public CacheMetrics cache(String name) {
        return caches.computeIfAbsent(name, fresh -> new CacheMetrics(metrics, fresh));
    }

    /**
     * Says where to read what the storage engine does on its own; stores that are {@linkplain #bind bound} add theirs.
     *
     * @param writtenBytes bytes written to the device since the start, log and compaction included; never falls; asked at each snapshot
     * @param heldNanos nanoseconds since the start in which writers were held back; never falls; asked at each snapshot
     */
    public void observeEngine(LongSupplier writtenBytes, LongSupplier heldNanos) {
        deviceBytes = writtenBytes;
        stallNanos = heldNanos;
    }

    /**
     * Blocks were removed by pruning.
     *
     * @param blocks how many, 0 or more
     */
    public void blocksPruned(long blocks) {
        pruned.increment(blocks);
    }

    /**
     * Says on which volume the stores lie; its free space is read at each snapshot.
     *
     * @param place a file or folder on it that exists; replaces the one given before
     * @throws UncheckedIOException when the volume cannot be found
     */
    public void observeVolume(Path place) {
        try {
            FileStore volume = Files.getFileStore(place);
            AVAILABLE.observe(metrics, () -> usable(volume));
            CAPACITY.observe(metrics, () -> total(volume));
            UTILIZATION.observe(metrics, () -> {
                long total = total(volume);
                return total <= 0 ? 0.0 : 1 - (double) usable(volume) / total;
            });
        } catch (IOException unknown) {
            throw new UncheckedIOException("volume of " + place, unknown);
        }
    }

    private static long usable(FileStore volume) {
        try {
            return volume.getUsableSpace();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static long total(FileStore volume) {
        try {
            return volume.getTotalSpace();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private double efficiency(double liveBytes) {
        long onDisk = stores.values().stream().mapToLong(StoreMetrics::size).reduce(0, Counts::sum);
        return onDisk <= 0 ? 0 : Math.min(1, liveBytes / onDisk);
    }

    private long engines(ToLongFunction<StoreStatistics> total) {
        return engines.values().stream().mapToLong(total).reduce(0, Counts::sum);
    }
}
