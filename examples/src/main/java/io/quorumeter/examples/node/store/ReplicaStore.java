package io.quorumeter.examples.node.store;

import io.quorumeter.testkit.hotstuff2.Block;
import io.quorumeter.testkit.hotstuff2.Certificate;
import io.quorumeter.testkit.hotstuff2.Ledger;
import io.quorumeter.testkit.hotstuff2.RestoredState;
import io.quorumeter.testkit.hotstuff2.SafetyState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A replica's disk. Puts are visible to reads at once and durable after the next {@link #sync}; a crash loses everything put since the
 * last one, and nothing else. One thread at a time, but for {@link #sizeBytes} and {@link #slow}.
 */
public interface ReplicaStore extends Ledger, AutoCloseable {

    /** Returns what a replica that starts needs to know. */
    RestoredState restored() throws StoreException;

    /** Returns the application's state as it was last put. */
    ApplicationState applicationState() throws StoreException;

    /** Replaces the safety state. */
    void putSafety(SafetyState state) throws StoreException;

    /** Adds a block that is not committed. */
    void putBlock(Block block) throws StoreException;

    /** Adds the next block to the committed chain and forgets the other blocks of its height. */
    void putCommit(Block block, @Nullable Certificate certificate) throws StoreException;

    /** Forgets a block that is not committed and never will be. */
    void removeBlock(Block block) throws StoreException;

    /** Replaces the application's state. */
    void putApplicationState(ApplicationState state) throws StoreException;

    /**
     * Makes all puts durable.
     *
     * @throws StoreException if they may not be; nothing may then be said to anybody that depends on them
     */
    void sync() throws StoreException;

    /** Has each {@link #sync} take so much longer, as on a slow disk; zero for no longer. Any thread. */
    void slow(Duration more);

    /** Returns how many bytes the store has on disk. Any thread. */
    long sizeBytes();

    /** Lets go of the files at once, as a crash does: nothing more is written. */
    void crash();

    /** Syncs and closes. */
    @Override
    void close() throws StoreException;
}
