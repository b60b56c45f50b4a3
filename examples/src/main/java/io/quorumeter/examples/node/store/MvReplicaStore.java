package io.quorumeter.examples.node.store;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.examples.node.store.Records.Link;
import io.quorumeter.storage.FailureKind;
import io.quorumeter.storage.StorageOperation;
import io.quorumeter.storage.StoreMetrics;
import io.quorumeter.testkit.hotstuff2.Block;
import io.quorumeter.testkit.hotstuff2.Certificate;
import io.quorumeter.testkit.hotstuff2.MessageCodec;
import io.quorumeter.testkit.hotstuff2.RestoredState;
import io.quorumeter.testkit.hotstuff2.SafetyState;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * A store in one file of H2's MVStore, a log-structured tree: a sync appends the changed pages and forces them to disk, and what is not
 * synced exists in memory only, so a crash loses exactly that.
 */
public final class MvReplicaStore implements ReplicaStore {

    /** How long the space of outdated pages is left alone before it is used again. */
    private static final int RETENTION_MILLIS = 5_000;

    private final StoreFile file;
    private final MVStore store;
    private final Watermark mark;
    private final Chain chain;
    private final StoreMetrics metrics;
    private final LongSupplier clock;
    private volatile long slowNanos;

    private MvReplicaStore(StoreFile file, MVStore store, Watermark mark, StoreMetrics metrics, LongSupplier clock) {
        this.file = file;
        this.store = store;
        this.mark = mark;
        this.chain = new Chain(store, file.genesis());
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Opens a store, or makes it.
     *
     * @param metrics told of every operation
     * @param clock nanoseconds
     * @throws StoreDamagedException if it is not what was written: any byte of a store that was closed, any record of one that crashed
     * @throws StoreException if it cannot be opened at all
     */
    public static MvReplicaStore open(StoreFile file, StoreMetrics metrics, LongSupplier clock) throws StoreException {
        boolean sealed = file.seal().exists();
        MVStore store = file.openChecked(false);
        Watermark mark = null;
        try {
            store.setRetentionTime(RETENTION_MILLIS);
            store.setVersionsToKeep(0);
            mark = new Watermark(file.path());
            MvReplicaStore opened = new MvReplicaStore(file, store, mark, metrics, clock);
            if (!sealed) {
                opened.chain.check();
            }
            file.seal().remove();
            return opened;
        } catch (StoreException e) {
            abandon(store, mark);
            throw e;
        } catch (IOException e) {
            abandon(store, mark);
            throw new StoreException("it cannot be opened", e);
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            abandon(store, mark);
            throw new StoreDamagedException("a page cannot be read", e);
        }
    }

    private static void abandon(MVStore store, @Nullable Watermark mark) {
        store.closeImmediately();
        try {
            if (mark != null) {
                mark.close();
            }
        } catch (IOException e) {
            // Nothing was written to it, and why the store cannot be opened is what matters.
        }
    }

    @Override
    public RestoredState restored() throws StoreException {
        try {
            Block head = chain.committed(chain.head());
            if (head == null) {
                throw new StoreDamagedException("the block of height " + chain.head() + " is missing");
            }
            return new RestoredState(chain.safety(), head, chain.uncommitted());
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            throw new StoreDamagedException("a page cannot be read", e);
        }
    }

    @Override
    public ApplicationState applicationState() throws StoreException {
        return chain.application();
    }

    @Override
    public void putSafety(SafetyState state) throws StoreException {
        put(chain.states, Records.SAFETY, MessageCodec.encode(state));
    }

    @Override
    public void putApplicationState(ApplicationState state) throws StoreException {
        put(chain.states, Records.APPLICATION, Records.encode(state));
    }

    @Override
    public void putBlock(Block block) throws StoreException {
        put(chain.blocks, Records.blockKey(block.height(), block.id()), MessageCodec.encode(block));
    }

    @Override
    public void putCommit(Block block, @Nullable Certificate certificate) throws StoreException {
        byte[] key = Records.blockKey(block.height(), block.id());
        if (!chain.blocks.contains(key)) {
            put(chain.blocks, key, MessageCodec.encode(block));
        }
        put(chain.links, Records.heightKey(block.height()), Records.encode(new Link(block.id(), certificate)));
        for (BlockId other : othersAt(block)) {
            remove(Records.blockKey(block.height(), other));
        }
    }

    @Override
    public void removeBlock(Block block) throws StoreException {
        remove(Records.blockKey(block.height(), block.id()));
    }

    private List<BlockId> othersAt(Block block) {
        List<BlockId> others = new ArrayList<>();
        Iterator<byte[]> keys = chain.blocks.keysFrom(Records.heightKey(block.height()));
        while (keys.hasNext()) {
            byte[] key = keys.next();
            if (Records.heightOf(key) != block.height()) {
                break;
            }
            BlockId id = Records.idOf(key);
            if (!id.equals(block.id())) {
                others.add(id);
            }
        }
        return others;
    }

    @Override
    public @Nullable Block block(long height) {
        try {
            Block block = chain.committed(height);
            found(block != null);
            return block;
        } catch (StoreException | MVStoreException e) {
            metrics.failed(StorageOperation.READ, FailureKind.CORRUPTION);
            return null;
        }
    }

    @Override
    public @Nullable Certificate certificate(long height) {
        try {
            Link link = chain.link(height);
            found(link != null);
            return link == null ? null : link.certificate();
        } catch (StoreException | MVStoreException e) {
            metrics.failed(StorageOperation.READ, FailureKind.CORRUPTION);
            return null;
        }
    }

    private void found(boolean found) {
        if (found) {
            metrics.completed(StorageOperation.READ);
        } else {
            metrics.notFound(StorageOperation.READ);
        }
    }

    private void put(RecordMap map, byte[] key, byte[] content) throws StoreException {
        long start = clock.getAsLong();
        try {
            map.put(key, content);
            metrics.completed(StorageOperation.WRITE, key.length + content.length, clock.getAsLong() - start);
        } catch (MVStoreException e) {
            metrics.failed(StorageOperation.WRITE, FailureKind.IO, clock.getAsLong() - start);
            throw new StoreException("a record cannot be written", e);
        }
    }

    private void remove(byte[] blockKey) throws StoreException {
        long start = clock.getAsLong();
        try {
            chain.blocks.remove(blockKey);
            metrics.completed(StorageOperation.DELETE, 0, clock.getAsLong() - start);
        } catch (MVStoreException e) {
            metrics.failed(StorageOperation.DELETE, FailureKind.IO, clock.getAsLong() - start);
            throw new StoreException("a record cannot be removed", e);
        }
    }

    @Override
    public void sync() throws StoreException {
        long start = clock.getAsLong();
        try {
            store.commit();
            store.sync();
            LockSupport.parkNanos(slowNanos);
            mark.write(chain.progress(store.getCurrentVersion()));
            metrics.synced(clock.getAsLong() - start);
        } catch (MVStoreException | IOException | StoreDamagedException e) {
            metrics.syncFailed(FailureKind.IO);
            throw new StoreException("it cannot be synced", e);
        }
    }

    @Override
    public void slow(Duration more) {
        slowNanos = more.toNanos();
    }

    @Override
    public long sizeBytes() {
        try {
            return Files.size(file.path());
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public void crash() {
        store.closeImmediately();
        closeMark();
    }

    @Override
    public void close() throws StoreException {
        try {
            sync();
            store.close();
            file.seal().write();
        } catch (MVStoreException | IOException e) {
            throw new StoreException("it cannot be closed", e);
        } finally {
            crash();
        }
    }

    private void closeMark() {
        try {
            mark.close();
        } catch (IOException e) {
            // It holds nothing that was not written already.
        }
    }
}
