package io.quorumeter.consensus.safety;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file that one process writes at a time: locked while it is open, also against a second one in the same process. It may still be moved or
 * deleted by somebody else, after which what is written would be lost; that is noticed before each write, and logged once. Used by one
 * thread at a time.
 */
final class OwnedFile implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SafetyMonitor.class.getName());

    private final Path path;
    private final FileChannel channel;
    private final @Nullable Object key;
    private boolean gone;

    private OwnedFile(Path path, FileChannel channel, @Nullable Object key) {
        this.path = path;
        this.channel = channel;
        this.key = key;
    }

    /** Opens or begins a file; {@code what} is what it holds, for people. */
    static OwnedFile open(Path path, String what) throws IOException {
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (!isLocked(channel)) {
                throw new IOException(path + ": is in use by another " + what
                        + ", of this process or another one; close" + " that first, or give each a file of its own");
            }
            return new OwnedFile(path, channel, key(path));
        } catch (IOException | RuntimeException refused) {
            channel.close();
            throw refused;
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException ofThisProcess) {
            return false;
        }
    }

    private static @Nullable Object key(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    FileChannel channel() {
        return channel;
    }

    /** Before a write: whether it goes to the file of that name. */
    void check() throws IOException {
        if (!isThere()) {
            String what =
                    path + ": was moved or deleted while it was open; nothing more is written until it is opened again";
            if (!gone) {
                gone = true;
                LOG.log(System.Logger.Level.WARNING, what);
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
        channel.close();
    }
}
