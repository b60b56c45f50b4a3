package io.quorumeter.examples.node.store;

import io.quorumeter.testkit.hotstuff2.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.SingleFileStore;

/**
 * The files of one store, as they lie on disk while nobody writes to them.
 *
 * <p>MVStore trusts the bytes that it reads: damage may show in any exception, in a failed assertion, or in pages that refer to each
 * other until the stack is full. All of these are caught where a store is opened and checked.
 */
public final class StoreFile {

    /** Small pages: a change writes its whole page anew, and space is used again only when all pages written with it are outdated. */
    private static final int PAGE_BYTES = 4_096;

    private final Path path;
    private final Block genesis;

    /** Names a store; {@code genesis} is the block that its chain must begin with. */
    public StoreFile(Path path, Block genesis) {
        this.path = path;
        this.genesis = genesis;
    }

    Path path() {
        return path;
    }

    Block genesis() {
        return genesis;
    }

    /** Returns whether nothing was ever stored here. */
    public boolean isNew() throws StoreException {
        try (Watermark mark = new Watermark(path)) {
            return !Files.exists(path) && !seal().exists() && mark.read().equals(Progress.NONE);
        } catch (IOException e) {
            throw new StoreException("it cannot be read", e);
        }
    }

    Seal seal() {
        return new Seal(path);
    }

    /**
     * Reads the whole chain back from disk, and seals the store if a crash had left it unsealed.
     *
     * @throws StoreDamagedException if anything is not as it was written
     * @throws StoreException if it cannot be read, or somebody is writing to it
     */
    public StoredChain read() throws StoreException {
        StoredChain chain;
        MVStore store = openChecked(true);
        try {
            chain = new Chain(store, genesis).check();
        } finally {
            store.closeImmediately();
        }
        sealIfUnsealed();
        return chain;
    }

    private void sealIfUnsealed() throws StoreException {
        try {
            if (!seal().exists()) {
                seal().write();
            }
        } catch (IOException e) {
            throw new StoreException("the seal cannot be written", e);
        }
    }

    /** Opens the store after checking its seal, if it has one, and that it has lost nothing that was synced. */
    MVStore openChecked(boolean readOnly) throws StoreException {
        try (Watermark mark = new Watermark(path)) {
            if (!Files.exists(path) && (readOnly || !mark.read().equals(Progress.NONE))) {
                throw new StoreDamagedException("the file is missing");
            }
            if (seal().exists()) {
                seal().check();
            }
            Progress synced = mark.read();
            MVStore store = open(readOnly);
            if (!progress(store).reaches(synced)) {
                store.closeImmediately();
                throw new StoreDamagedException("it has lost what had been synced");
            }
            return store;
        } catch (IOException e) {
            throw new StoreException("it cannot be read", e);
        }
    }

    private Progress progress(MVStore store) throws StoreDamagedException {
        try {
            return new Chain(store, genesis).progress(store.getCurrentVersion());
        } catch (StoreDamagedException e) {
            store.closeImmediately();
            throw e;
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            store.closeImmediately();
            throw new StoreDamagedException("a page cannot be read", e);
        }
    }

    /** Opens the file ourselves, because MVStore leaves it open (and locked) when it chokes on what is in it. */
    private MVStore open(boolean readOnly) throws StoreException {
        SingleFileStore opened = new SingleFileStore(new HashMap<>(Map.of("pageSplitSize", PAGE_BYTES)));
        boolean done = false;
        try {
            opened.open(path.toString(), readOnly, null);
            MVStore store = new MVStore.Builder()
                    .adoptFileStore(opened)
                    .autoCommitDisabled()
                    .open();
            done = true;
            return store;
        } catch (MVStoreException e) {
            if (e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
                throw new StoreException("it is in use by another process", e);
            }
            throw new StoreDamagedException("its file cannot be opened", e);
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            throw new StoreDamagedException("its file cannot be opened", e);
        } finally {
            if (!done) {
                closeHalfOpened(opened);
            }
        }
    }

    private static void closeHalfOpened(SingleFileStore opened) {
        try {
            opened.close();
        } catch (RuntimeException e) {
            // Closes the file first and then trips over what it had not come to set up.
        }
    }
}
