package io.quorumeter.consensus.safety;

import io.quorumeter.spi.GuardedThread;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A file that one process writes at a time, and once in that process. Somebody else may still move, delete or cut it off, after which what
 * is written would be lost; that is noticed before each write, and logged once. Used by one thread at a time.
 *
 * <p>The lock is on a file of its own beside it, {@code <name>.lock}, which stays when the file is closed. POSIX drops all locks of a process
 * on a file when the process closes any channel on it, so a lock on the file itself would end as soon as somebody copies the file or is
 * refused. For the same reason {@link #OPEN} is asked before the lock file is opened: it is static because such locks belong to the process.
 */
final class OwnedFile implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SafetyMonitor.class.getName());
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final Path real;
    private final FileChannel channel;
    private final FileChannel lock;
    private final @Nullable Object key;
    private boolean changed;

    private OwnedFile(Path path, Path real, FileChannel channel, FileChannel lock, @Nullable Object key) {
        this.path = path;
        this.real = real;
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
            return new OwnedFile(path, real, channel, lock(real, path, what), key);
        } catch (IOException | RuntimeException refused) {
            channel.close();
            throw refused;
        }
    }

    private static FileChannel lock(Path real, Path path, String what) throws IOException {
        if (!OPEN.add(real)) {
            throw inUse(path, what);
        }
        FileChannel lock = null;
        boolean locked = false;
        try {
            lock = FileChannel.open(
                    real.resolveSibling(real.getFileName() + ".lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            locked = lock.tryLock() != null;
            if (!locked) {
                throw inUse(path, what);
            }
            return lock;
        } catch (OverlappingFileLockException ofAnotherClassLoader) {
            throw inUse(path, what);
        } finally {
            if (!locked) {
                release(lock, real);
            }
        }
    }

    private static void release(@Nullable FileChannel lock, Path real) throws IOException {
        try {
            if (lock != null) {
                lock.close();
            }
        } finally {
            OPEN.remove(real);
        }
    }

    private static IOException inUse(Path path, String what) {
        return new IOException(path + ": is in use by another " + what
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
        if (lock.isOpen()) {
            try {
                channel.close();
            } finally {
                release(lock, real);
            }
        }
    }
}
