package io.quorumeter.alerting.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quorumeter.core.event.Loop;
import io.quorumeter.spi.GuardedThread;
import io.quorumeter.spi.LockFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an alert manager's data in a folder: one file, written as a whole beside the one before and put in its place, on a loop of its own
 * at most once in a second; sooner before a notice goes out. What it keeps is for its owner alone, since alerts say much about a node. What
 * cannot be read or written is logged and never ends anything. Without a folder it does nothing.
 */
final class AlertStore implements AutoCloseable {
    private static final String FILE = "alerts.jsonl";
    private static final String TOKEN = "token";
    private static final int TOKEN_BYTES = 32;
    private static final long LARGEST = 256L << 20;
    private static final long LEAST_APART = TimeUnit.SECONDS.toNanos(1);

    /** So that the file says until when the process ran. */
    private static final long MOST_APART = TimeUnit.MINUTES.toNanos(1);

    /** How long a notice waits for a disk that hangs. */
    private static final long PATIENCE_MILLIS = 1_000;

    private final @Nullable Path folder;
    private final @Nullable LockFile lock;
    private final LongSupplier nanoTime;
    private final ReentrantLock writing = new ReentrantLock();
    private final AtomicLong changes = new AtomicLong();
    private volatile @Nullable Saving saving;
    private long saved;
    private long lastWrite;
    private boolean failed;

    /** What is saved, and what does so each now and then. */
    private record Saving(Supplier<AlertData> source, Loop loop) {}

    private AlertStore(@Nullable Path folder, @Nullable LockFile lock, LongSupplier nanoTime) {
        this.folder = folder;
        this.lock = lock;
        this.nanoTime = nanoTime;
    }

    /**
     * Opens a folder, and makes it and a token in it if there is none.
     *
     * @throws UncheckedIOException if another process uses it, or it cannot be used
     */
    static AlertStore open(@Nullable Path folder, LongSupplier nanoTime) {
        if (folder == null) {
            return new AlertStore(null, null, nanoTime);
        }
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder.toAbsolutePath().getParent());
                Files.createDirectory(folder, ownerOnly("rwx------"));
            }
            LockFile lock = LockFile.hold(
                    folder.resolve("lock"),
                    folder + ": is in use by another alert manager, of this process or another one; give each a folder"
                            + " of its own");
            try {
                makeToken(folder.resolve(TOKEN));
            } catch (IOException | RuntimeException refused) {
                lock.close();
                throw refused;
            }
            return new AlertStore(folder, lock, nanoTime);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused.getMessage(), refused);
        }
    }

    private static FileAttribute<?>[] ownerOnly(String permissions) {
        Set<String> views = FileSystems.getDefault().supportedFileAttributeViews();
        return views.contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static void makeToken(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] secret = new byte[TOKEN_BYTES];
            new SecureRandom().nextBytes(secret);
            replace(file, HexFormat.of().formatHex(secret) + "\n", true);
        }
    }

    /** Puts a text in the place of a file; a process that ends meanwhile leaves the file as it was. */
    private static void replace(Path file, String text, boolean isForced) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".tmp");
        Files.deleteIfExists(next);
        try (FileChannel channel = FileChannel.open(
                next, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly("rw-------"))) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            if (isForced) {
                channel.force(false);
            }
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Returns the file with the token for changes over HTTP; empty without a folder. */
    Optional<Path> tokenFile() {
        return Optional.ofNullable(folder).map(any -> any.resolve(TOKEN));
    }

    boolean isThere() {
        return folder != null;
    }

    /** Returns what was saved; a file that is none of ours is moved aside, and lines that cannot be read are left out. */
    AlertData read() {
        if (folder == null) {
            return AlertData.NONE;
        }
        Path file = folder.resolve(FILE);
        try {
            if (Files.size(file) > LARGEST) {
                return refused(file, "it has more than " + (LARGEST >> 20) + " MB");
            }
            AlertDataFormat.Read read = AlertDataFormat.read(new String(Files.readAllBytes(file), UTF_8));
            if (read.unreadable() > 0) {
                log(file + ": " + read.unreadable() + " lines cannot be read and are left out", null);
            }
            return read.data();
        } catch (NoSuchFileException first) {
            return AlertData.NONE;
        } catch (IllegalArgumentException foreign) {
            return refused(file, String.valueOf(foreign.getMessage()));
        } catch (IOException unreadable) {
            return refused(file, unreadable.toString());
        }
    }

    private static AlertData refused(Path file, String why) {
        Path aside = file.resolveSibling(file.getFileName() + ".refused");
        log(file + " is not used and becomes " + aside.getFileName() + ": " + why, null);
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException stays) {
            log(file + " cannot be renamed", stays);
        }
        return AlertData.NONE;
    }

    private static void log(String what, @Nullable Throwable why) {
        GuardedThread.log(System.Logger.Level.WARNING, what, why);
    }

    /** Saves from now on. */
    void begin(Supplier<AlertData> source, Loop.Starter loops) {
        if (folder == null) {
            GuardedThread.log(
                    System.Logger.Level.INFO,
                    "alerts and silences are in memory only, and a restart notifies again of what fires; data(folder)"
                            + " keeps them",
                    null);
        } else {
            Loop loop = loops.start("quorumeter-alerts-data", this::step);
            lastWrite = nanoTime.getAsLong() - LEAST_APART;
            saving = new Saving(source, loop);
            changed();
        }
    }

    /** Has it saved soon that something is no longer as it was. */
    void changed() {
        changes.incrementAndGet();
        Saving under = saving;
        if (under != null) {
            under.loop.wake();
        }
    }

    /** Saves what has changed, so that the end of the process cannot undo it; goes on without when the disk hangs. */
    void saveNow() {
        long wanted = changes.get();
        try {
            if (saving != null && writing.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                try {
                    if (saved < wanted) {
                        write(false);
                    }
                } finally {
                    writing.unlock();
                }
            }
        } catch (InterruptedException goesOn) {
            Thread.currentThread().interrupt();
        }
    }

    private long step() {
        writing.lock();
        try {
            long age = nanoTime.getAsLong() - lastWrite;
            boolean isDue = age >= (changes.get() == saved ? MOST_APART : LEAST_APART);
            if (isDue) {
                write(true);
                age = 0;
            }
            return (changes.get() == saved ? MOST_APART : LEAST_APART) - age;
        } finally {
            writing.unlock();
        }
    }

    /** Writes under the lock. A process that is killed loses nothing that was written, a machine what was not forced. */
    private void write(boolean isForced) {
        Saving now = saving;
        if (now == null || folder == null) {
            return;
        }
        lastWrite = nanoTime.getAsLong();
        long version = changes.get();
        try {
            replace(folder.resolve(FILE), AlertDataFormat.write(now.source.get()), isForced);
            saved = version;
            failed = false;
        } catch (IOException | RuntimeException broken) {
            if (!failed) {
                failed = true;
                log("alerts cannot be saved in " + folder + ", which is tried again each second", broken);
            }
        }
    }

    /** Saves for the last time. */
    @Override
    public void close() {
        Saving last = saving;
        if (last != null) {
            last.loop.close();
            writing.lock();
            try {
                write(true);
                saving = null;
            } finally {
                writing.unlock();
            }
        }
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException stays) {
            log("the lock of " + folder + " cannot be released", stays);
        }
    }
}
