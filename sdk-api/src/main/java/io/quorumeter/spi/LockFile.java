package io.quorumeter.spi;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A lock that only one process holds at a time, and only once in that process, on a file that has no other purpose and is not deleted when
 * the lock is released.
 *
 * <p>POSIX drops all locks of a process on a file when the process closes any channel on it, so a lock on a file of data would end as soon
 * as this process copies the file. For the same reason {@link #HELD} is checked before the file is opened: it is static because such locks
 * belong to the process.
 */
public final class LockFile implements AutoCloseable {
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;

    private LockFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @param path the file, in a folder that exists
     * @param refused the message when another holds the lock
     * @return the lock, held until it is closed
     * @throws IOException when another holds it, or the file cannot be opened
     */
    public static LockFile hold(Path path, String refused) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        Path real = folder == null ? path : folder.toRealPath().resolve(path.getFileName());
        if (!HELD.add(real)) {
            throw new IOException(refused);
        }
        FileChannel channel = null;
        boolean locked = false;
        try {
            channel = FileChannel.open(real, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            locked = channel.tryLock() != null;
            if (!locked) {
                throw new IOException(refused);
            }
            return new LockFile(real, channel);
        } catch (OverlappingFileLockException ofAnotherClassLoader) {
            throw new IOException(refused);
        } finally {
            if (!locked) {
                release(channel, real);
            }
        }
    }

    private static void release(@Nullable FileChannel channel, Path path) throws IOException {
        try {
            if (channel != null) {
                channel.close();
            }
        } finally {
            HELD.remove(path);
        }
    }

    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            release(channel, path);
        }
    }
}
