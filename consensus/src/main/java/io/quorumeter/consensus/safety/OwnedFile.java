package io.quorumeter.consensus.safety;

import io.quorumeter.spi.GuardedThread;
import io.quorumeter.spi.LockFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file that one process writes at a time, and once in that process. Somebody else may still move, delete or cut it off, after which what
 * is written would be lost; that is noticed before each write, and logged once. Used by one thread at a time.
 *
 * <p>The lock is on a file of its own beside it, {@code <name>.lock}, which stays when the file is closed.
 */
final class OwnedFile implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SafetyMonitor.class.getName());

    private final Path path;
    private final FileChannel channel;
    private final LockFile lock;
    private final @Nullable Object key;
    private boolean changed;

    private OwnedFile(Path path, FileChannel channel, LockFile lock, @Nullable Object key) {
        this.path = path;
        this.channel = channel;
        this.lock = lock;
        this.key = key;
    }

    /** Opens or begins a file; {@code what} is what it holds, for people. */
    static OwnedFile open(Path path, String what) throws IOException {
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            Path real = path.toRealPath();
            Object key = key(path);
            return new OwnedFile(path, channel, lock(real, path, what), key);
        } catch (IOException | RuntimeException refused) {
            channel.close();
            throw refused;
        }
    }

    private static LockFile lock(Path real, Path path, String what) throws IOException {
        return LockFile.hold(
                real.resolveSibling(real.getFileName() + ".lock"),
                path + ": is in use by another " + what
                        + ", of this process or another one; close that first, or give each a file of its own");
    }

    private static @Nullable Object key(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    FileChannel channel() {
        return channel;
    }

    /** Before a write: whether it goes to the file of that name, and the file still has so many bytes. */
    void check(long leastSize) throws IOException {
        String how = !isThere() ? "moved or deleted" : channel.size() < leastSize ? "cut off" : "";
        if (!how.isEmpty()) {
            String what = path + ": was " + how
                    + " while it was open; nothing more is written until it is closed and opened again";
            if (!changed) {
                changed = true;
                GuardedThread.log(LOG, System.Logger.Level.WARNING, what, null);
            }
            throw new IOException(what);
        }
    }

    private boolean isThere() throws IOException {
        try {
            return Objects.equals(key, key(path));
        } catch (NoSuchFileException deleted) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            lock.close();
        }
    }
}
