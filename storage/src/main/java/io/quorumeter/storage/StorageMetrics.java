package io.quorumeter.storage;

import static io.quorumeter.storage.StorageFamily.AVAILABLE;
import static io.quorumeter.storage.StorageFamily.ERRORS;

import io.quorumeter.By2;
import io.quorumeter.Counter;
import io.quorumeter.MetricsCollector;
import io.quorumeter.binding.Families;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

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
 * <p>Safe from any thread.
 */
public final class StorageMetrics {
    private final Families families;
    private final By2<FailedOperation, FailureKind, Counter> errors;

    /**
     * Declares the families under the usual prefix {@code hotstuff2_}.
     *
     * @param metrics where they are declared
     */
    public StorageMetrics(MetricsCollector metrics) {
        this(metrics, Families.DEFAULT_PREFIX);
    }

    /**
     * Declares the families under a prefix of one's own.
     *
     * @param metrics where they are declared
     * @param prefix stands before each name
     */
    public StorageMetrics(MetricsCollector metrics, String prefix) {
        families = new Families(metrics, prefix);
        errors = families.counter(ERRORS)
                .by("operation", FailedOperation.class)
                .by("kind", FailureKind.class)
                .create();
        families.gauge(AVAILABLE).observe(() -> 0);
    }

    /**
     * Where the families are, for who reads them back.
     *
     * @return collector and prefix
     */
    public Families families() {
        return families;
    }

    /**
     * The metrics of one store; its series exist from now on.
     *
     * @param name the store, one of a few names given when the node is put together
     * @return what the store calls; the same series for the same name
     */
    public StoreMetrics store(String name) {
        return new StoreMetrics(families, errors, name);
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
            families.gauge(AVAILABLE).observe(() -> usable(volume));
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
}
