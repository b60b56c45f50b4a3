package io.quorumeter.examples.node;

import io.quorumeter.examples.node.store.ApplicationState;
import io.quorumeter.examples.node.store.ReplicaStore;
import io.quorumeter.examples.node.store.StoreException;
import io.quorumeter.testkit.hotstuff2.Block;
import io.quorumeter.testkit.hotstuff2.Certificate;
import io.quorumeter.testkit.hotstuff2.RestoredState;
import io.quorumeter.testkit.hotstuff2.SafetyState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A store like another, to be made worse in one respect. */
abstract class DelegatingStore implements ReplicaStore {

    private final ReplicaStore store;

    DelegatingStore(ReplicaStore store) {
        this.store = store;
    }

    @Override
    public RestoredState restored() throws StoreException {
        return store.restored();
    }

    @Override
    public ApplicationState applicationState() throws StoreException {
        return store.applicationState();
    }

    @Override
    public void putSafety(SafetyState state) throws StoreException {
        store.putSafety(state);
    }

    @Override
    public void putBlock(Block block) throws StoreException {
        store.putBlock(block);
    }

    @Override
    public void putCommit(Block block, @Nullable Certificate certificate) throws StoreException {
        store.putCommit(block, certificate);
    }

    @Override
    public void removeBlock(Block block) throws StoreException {
        store.removeBlock(block);
    }

    @Override
    public void putApplicationState(ApplicationState state) throws StoreException {
        store.putApplicationState(state);
    }

    @Override
    public void sync() throws StoreException {
        store.sync();
    }

    @Override
    public void slow(Duration more) {
        store.slow(more);
    }

    @Override
    public long sizeBytes() {
        return store.sizeBytes();
    }

    @Override
    public void crash() {
        store.crash();
    }

    @Override
    public void close() throws StoreException {
        store.close();
    }

    @Override
    public @Nullable Block block(long height) {
        return store.block(height);
    }

    @Override
    public @Nullable Certificate certificate(long height) {
        return store.certificate(height);
    }
}
