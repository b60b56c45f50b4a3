package io.quorumeter.examples.node;

import io.quorumeter.examples.node.store.MvReplicaStore;
import io.quorumeter.examples.node.store.ReplicaStore;
import io.quorumeter.examples.node.store.StoreException;
import io.quorumeter.examples.node.store.StoreFile;
import io.quorumeter.storage.StoreMetrics;
import java.util.function.LongSupplier;

/** Opens a replica's store. */
@FunctionalInterface
public interface StoreFactory {

    /** Opens what is in the file, telling {@code metrics} of every operation from then on. */
    ReplicaStore open(StoreFile file, StoreMetrics metrics, LongSupplier clock) throws StoreException;

    /** Returns the one that keeps what it promises. */
    static StoreFactory onDisk() {
        return MvReplicaStore::open;
    }
}
